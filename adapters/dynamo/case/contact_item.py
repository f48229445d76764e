"""Contacts as items: an edge is about 250 bytes, a follow-up below a write unit. All but keys and expiry is one packed list.

A case may have tens of thousands of edges, and each attribute of an item costs the client its own microseconds.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.json import Decoder, Encoder

from adapters.dynamo import key_parts
from adapters.dynamo.case import keys
from adapters.dynamo.wire import Item, NewItem, b, data, n, number, present, s, t, text
from domain.base.period import at_epoch, epoch
from domain.base.secret import Sealer
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Closeness, Edge, Grade, HandOver, Piece
from domain.tracing.follow_up import Before, Calling, CallOutcome, CloseReason, FollowUp, FollowUpEntry, FollowUpState

_ENCODER = Encoder()
_ASSUMED, _CROWDED, _DOUBTFUL, _PREDATES = 1, 2, 4, 8
_PERSON = PersonId.length


class _Piece(Struct, array_like=True, gc=False):
    closeness: str
    start: int
    seconds: int
    kept: int  # seconds from the start until the first fact behind it expires
    flags: int
    venue: str
    category: str
    via: str


class _Edge(Struct, array_like=True, gc=False):
    grade: str
    is_active: bool
    found: int
    revision: int
    rules: str
    policy: str
    pieces: list[_Piece]


class _Line(Struct, array_like=True, gc=False):
    at: int
    by: int  # place in the list of staff
    state: str
    outcome: str


class _Work(Struct, array_like=True, gc=False):
    state: str
    attempts: int
    quarantined: int | None
    accepted: int | None
    staff: list[str]
    lines: list[_Line]


class _Extra(Struct, array_like=True, gc=False):
    place: int  # of the line in the history
    reason: str
    call_at: int | None
    is_undo: bool


class _Before(Struct, array_like=True, gc=False):
    state: str
    attempts: int
    quarantined: int | None
    accepted: int | None
    call_at: int | None


class _Call(Struct, array_like=True, gc=False):
    by: str
    name: str
    until: int


class _More(Struct, array_like=True, gc=False):
    """What follow-ups of the first releases do not have; an attribute of its own, so that theirs stay as they are."""

    call_at: int | None
    before: _Before | None
    assigned: str
    calling: _Call | None
    lines: list[_Extra]


_case = lru_cache(maxsize=64)(keys.contacts_read)  # a code is checked when it is made, and a page has eight of them
_EDGE, _WORK, _MORE, _NOTES = Decoder(_Edge), Decoder(_Work), Decoder(_More), Decoder(list[str])
_NO_MORE = _More(None, None, "", None, [])


def item_from_edge(edge: Edge) -> NewItem:
    packed = _Edge(
        edge.grade.value,
        edge.active,
        epoch(edge.found_at),
        edge.revision,
        edge.rule_version,
        edge.policy_version,
        [_packed(piece) for piece in edge.pieces],
    )
    item = {
        "pk": s(keys.contacts(edge.case, keys.shard(edge.person))),
        "sk": s(key_parts.person(edge.person)),
        "v": _text(packed),
        "x": t(edge.expires_at),
    }
    return item | {"cv": s(edge.covered_by)} if edge.covered_by else item


def edge_from_item(item: Item) -> Edge:
    found = _EDGE.decode(item["v"]["S"])
    return Edge(
        case=_case(text(item, "pk")),
        person=key_parts.person_read(text(item, "sk")),
        grade=Grade(found.grade),
        pieces=tuple(_piece(packed) for packed in found.pieces),
        rule_version=found.rules,
        policy_version=found.policy,
        found_at=at_epoch(found.found),
        expires_at=at_epoch(number(item, "x") or 0),
        revision=found.revision,
        active=found.is_active,
        covered_by=PersonId(text(item, "cv")) if "cv" in item else None,
    )


def is_edge(item: Item) -> bool:
    """True for edges among the items of a case's contacts."""
    return text(item, "sk").startswith(key_parts.PEOPLE)


def item_from_follow_up(work: FollowUp, sealer: Sealer) -> NewItem:
    """What staff wrote about a person is sealed, all lines together."""
    staff = list(dict.fromkeys(entry.by for entry in work.entries))
    packed = _Work(
        work.state.value,
        work.attempts,
        epoch(work.quarantined_at) if work.quarantined_at else None,
        epoch(work.accepted_at) if work.accepted_at else None,
        staff,
        [_Line(epoch(e.at), staff.index(e.by), e.state.value, e.outcome or "") for e in work.entries],
    )
    notes = [entry.note for entry in work.entries]
    sealed = sealer.seal(_ENCODER.encode(notes).decode(), bound_to=_bound(work.case, work.person))
    return present(
        {
            "pk": s(keys.contacts(work.case, keys.shard(work.person))),
            "sk": s(keys.follow_up(work.person)),
            "rv": n(work.revision),
            "v": _text(packed),
            "m": b(sealed) if any(notes) else None,
            "e": _sealed_more(work, sealer),
            "x": t(work.expires_at) if work.expires_at else None,
        }
    )


def follow_up_from_item(item: Item, sealer: Sealer) -> FollowUp:
    case, person = _case(text(item, "pk")), keys.follow_up_read(text(item, "sk"))
    found = _WORK.decode(item["v"]["S"])
    notes: Sequence[str] = [""] * len(found.lines)
    if "m" in item:
        notes = _NOTES.decode(sealer.open(data(item["m"]), bound_to=_bound(case, person)))
    expires = number(item, "x")
    more = (
        _MORE.decode(sealer.open(data(item["e"]), bound_to=_bound(case, person, "more"))) if "e" in item else _NO_MORE
    )
    extras = {extra.place: extra for extra in more.lines}
    return FollowUp(
        case=case,
        person=person,
        state=FollowUpState(found.state),
        attempts=found.attempts,
        quarantined_at=at_epoch(found.quarantined) if found.quarantined is not None else None,
        accepted_at=at_epoch(found.accepted) if found.accepted is not None else None,
        entries=tuple(
            _entry(line, found.staff, note, extras.get(place))
            for place, (line, note) in enumerate(zip(found.lines, notes, strict=True))
        ),
        revision=number(item, "rv") or 0,
        expires_at=_maybe(expires),
        call_at=_maybe(more.call_at),
        before=_before(more.before) if more.before else None,
        assigned=more.assigned,
        calling=Calling(more.calling.by, more.calling.name, at_epoch(more.calling.until)) if more.calling else None,
    )


def packed_people(people: Sequence[PersonId]) -> dict[str, Any]:
    """Ids have one length: no separator. 400 KB hold thirty thousand of them."""
    return s("".join(map(str, people)))


def hand_over_from_item(item: Item) -> HandOver:
    ids = text(item, "p")
    people = tuple(PersonId(ids[start : start + _PERSON]) for start in range(0, len(ids), _PERSON))
    return HandOver(keys.case_read(text(item, "pk")), keys.hand_over_read(text(item, "sk")), people)


def _packed(piece: Piece) -> _Piece:
    return _Piece(
        piece.closeness.value,
        piece.start,
        piece.end - piece.start,
        piece.source_expires - piece.start,
        _ASSUMED * piece.assumed + _CROWDED * piece.crowded + _DOUBTFUL * piece.doubtful + _PREDATES * piece.predates,
        piece.venue,
        piece.category,
        piece.via,
    )


def _piece(packed: _Piece) -> Piece:
    return Piece(
        Closeness(packed.closeness),
        packed.start,
        packed.start + packed.seconds,
        packed.start + packed.kept,
        packed.venue,
        packed.category,
        packed.via,
        bool(packed.flags & _ASSUMED),
        bool(packed.flags & _CROWDED),
        bool(packed.flags & _DOUBTFUL),
        bool(packed.flags & _PREDATES),
    )


def _entry(line: _Line, staff: Sequence[str], note: str, extra: _Extra | None) -> FollowUpEntry:
    outcome = CallOutcome(line.outcome) if line.outcome else None
    entry = FollowUpEntry(at_epoch(line.at), staff[line.by], FollowUpState(line.state), outcome, note)
    if extra is None:
        return entry
    reason = CloseReason(extra.reason) if extra.reason else None
    return entry._replace(reason=reason, call_at=_maybe(extra.call_at), is_undo=extra.is_undo)


def _sealed_more(work: FollowUp, sealer: Sealer) -> dict[str, Any] | None:
    more = _More(
        _second(work.call_at),
        _packed_before(work.before) if work.before else None,
        work.assigned,
        _Call(work.calling.by, work.calling.name, epoch(work.calling.until)) if work.calling else None,
        [
            _Extra(place, entry.reason or "", _second(entry.call_at), entry.is_undo)
            for place, entry in enumerate(work.entries)
            if entry.reason or entry.call_at or entry.is_undo
        ],
    )
    if more == _NO_MORE:
        return None
    return b(sealer.seal(_ENCODER.encode(more).decode(), bound_to=_bound(work.case, work.person, "more")))


def _packed_before(before: Before) -> _Before:
    moments = map(_second, (before.quarantined_at, before.accepted_at, before.call_at))
    return _Before(before.state.value, before.attempts, *moments)


def _before(packed: _Before) -> Before:
    moments = map(_maybe, (packed.quarantined, packed.accepted, packed.call_at))
    return Before(FollowUpState(packed.state), packed.attempts, *moments)


def _second(moment: datetime | None) -> int | None:
    return epoch(moment) if moment is not None else None


def _maybe(second: int | None) -> datetime | None:
    return at_epoch(second) if second is not None else None


def _text(packed: Struct) -> dict[str, Any]:
    return {"S": _ENCODER.encode(packed).decode()}


def _bound(case: CaseCode, person: PersonId, field: str = "notes") -> str:
    return f"{case}/{person}/{field}"
