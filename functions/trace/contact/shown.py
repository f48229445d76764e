"""How a contact looks to staff."""

from collections.abc import Sequence
from typing import Any

from domain.base.period import shown
from domain.base.text import initials
from domain.people.papers import phone_masked
from domain.telling.notice import Channel
from domain.tracing.queue.calling import being_called
from functions.kit.shapes import unit_shown
from functions.trace.asked import Asked
from functions.trace.contact.schema import ContactRow, ContactShown, HomeShown, NoteShown
from functions.trace.contact.schema import Counts as CountsShown
from functions.trace.contact.service.household import Through
from functions.trace.contact.service.view import Contact
from functions.trace.contact.service.whole import Counts
from functions.trace.shown import Places, code_text, evidence, moment_text

_WAYS = {Channel.PUSH: "push", Channel.SMS: "sms", Channel.SHARED: "sms"}


def contact_row(contact: Contact, places: Places, asked: Asked) -> ContactRow:
    """One line of the queue, masked."""
    return ContactRow(**_row(contact, places, asked))


def contact_shown(contact: Contact, places: Places, asked: Asked, home: Sequence[Through] = ()) -> ContactShown:
    """One contact opened."""
    return ContactShown(
        **_row(contact, places, asked),
        home=[
            HomeShown(display_name=initials(one.person.full_name), phone=one.person.phone or "", is_case=one.is_case)
            for one in home
        ],
        full_name=contact.person.full_name,
        phone=contact.person.phone or "",
        notes=[
            NoteShown(
                at=shown(entry.at),
                status=entry.state.value,
                outcome=entry.outcome.value if entry.outcome else "",
                note=entry.note,
                close_reason=entry.reason or "",
                call_at=moment_text(entry.call_at),
                undo=entry.is_undo,
            )
            for entry in reversed(contact.follow_up.entries)
        ],
    )


def _row(contact: Contact, places: Places, asked: Asked) -> dict[str, Any]:
    now, calling = asked.now, being_called(contact.follow_up, now=asked.now)
    edge, follow_up, person = contact.edge, contact.follow_up, contact.person
    told, word = contact.told, contact.word
    return {
        "case_id": contact.case.code.shown,
        "person_id": str(edge.person),
        "level": edge.grade.value,
        "closeness": edge.closeness.value,
        "status": follow_up.state.value,
        "attempts": follow_up.attempts,
        "revision": follow_up.revision,
        "due_at": shown(contact.due_at),
        "overdue": contact.is_overdue(now),
        "display_name": initials(person.full_name),
        "phone_masked": phone_masked(person.phone) if person.phone else "",
        "year_of_birth": person.year_of_birth,
        "unit": unit_shown(person.unit_path, person.unit_name),
        "unit_assumed": person.unit_assumed,
        "handed_over": contact.elsewhere,
        "theirs": contact.is_theirs(now),
        "accepted_at": moment_text(follow_up.accepted_at),
        "first_exposure": shown(edge.first),
        "last_exposure": shown(edge.last),
        "minutes": edge.minutes,
        "evidence": [evidence(piece, places, contact.through) for piece in edge.pieces],
        "doubtful": edge.is_doubtful,
        "predates_registration": edge.predates,
        "told_at": shown(told.newest.at) if told else "",
        "told_state": word.state.value,
        "told_since": moment_text(word.at),
        "told_by": _WAYS.get(word.channel, "") if word.channel else "",
        "call_at": moment_text(follow_up.call_at),
        "close_reason": follow_up.close_reason or "",
        "assigned_to": follow_up.assigned,
        "assigned_to_me": follow_up.assigned == asked.staff.known_as,
        "calling": calling.name if calling and calling.by != asked.staff.actor else "",
        "number_reaches": contact.number_reaches,
        "became_case_id": code_text(contact.became),
    }


def counts_shown(counts: Counts) -> CountsShown:
    """Numbers of open work."""
    return CountsShown(
        to_call=counts.to_call,
        overdue=counts.overdue,
        unreachable=counts.unreachable,
        matching=counts.matching,
        more=not counts.is_whole,
    )
