"""A case as an item. No client is imported: the relay uses it.

The parts that nobody queries are packed as JSON lists; free text that may name people is sealed, bound to case and field.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from json import dumps, loads
from typing import Any

from adapters.dynamo import key_parts
from adapters.dynamo.case import keys
from adapters.dynamo.wire import Item, NewItem, b, data, moment, n, number, present, s, t, text
from domain.base.period import at_epoch, epoch
from domain.base.secret import Sealer
from domain.people.codes import PersonId
from domain.presence.codes import VenueId
from domain.tracing.case import Case, CaseState, Change, HeldGroup, Trace, Window
from domain.tracing.codes import CaseCode
from domain.tracing.events import CaseAmended, CaseConfirmed, CaseEvent, CaseRetracted, RetraceDue, TraceReleased
from domain.tracing.milestone import Dates, Milestone, MilestoneKind
from domain.tracing.registers.cases import HistoryLine
from domain.tracing.review.decision import EVERYBODY, Approval, Group, Rest, Scope

_EVENTS: Mapping[Change, type[CaseEvent]] = {
    Change.CONFIRMED: CaseConfirmed,
    Change.AMENDED: CaseAmended,
    Change.RETRACTED: CaseRetracted,
    Change.RELEASED: TraceReleased,
    Change.DECLINED: TraceReleased,
    Change.RETRACED: RetraceDue,
}


def case_event(image: Item) -> CaseEvent | None:
    """The event of a stream record's new image: a case whose revision nobody has traced or is tracing; else None."""
    pk = text(image, "pk")
    if text(image, "sk") != key_parts.META or not keys.is_case(pk):
        return None
    revision = number(image, "rv") or 0
    if (number(image, "dr") or 0) >= revision or number(image, "hr") == revision:
        return None
    return _EVENTS[Change(text(image, "c"))](str(keys.case_read(pk)), revision)


def item_from_case(case: Case, sealer: Sealer) -> NewItem:
    """A case that waits for the run of its revision."""
    places = [milestone.place for milestone in case.milestones]
    return present(
        {
            "pk": s(keys.case(case.code)),
            "sk": s(key_parts.META),
            "pid": s(case.person),
            "u": s(case.unit_path),
            "un": s(case.unit_name),
            "t": t(case.recorded_at),
            "d": s(_packed_dates(case.dates)),
            "ms": s(_packed([_row(milestone) for milestone in case.milestones])),
            "mp": b(sealer.seal(_packed(places), bound_to=_bound(case.code, "places"))) if any(places) else None,
            "s": s(case.state.value),
            "c": s(case.change.value),
            "y": _reason(case, sealer),
            "ab": s(case.asked_by),
            "aa": s(_packed(sorted(case.asked_before))) if case.asked_before else None,
            "cb": s(case.changed_by),
            "ca": t(case.changed_at),
            "rv": n(case.revision),
            "dr": n(case.trace.revision if case.trace else 0),
            "ap": s(_packed_approvals(case.approvals)) if case.approvals else None,
            "n": n(case.attempt),
            "x": t(case.expires_at) if case.expires_at else None,
            "tr": s(packed_trace(case.trace)) if case.trace else None,
            "bu": s(key_parts.unit_of(case.unit_path)),
            "bs": s(keys.newest_first(case.dates.confirmed_at, case.code)),
            "dq": s(keys.RUN),
            "da": s(keys.due(case.changed_at, case.code)),
            "lv": n(1),
        }
    )


CHANGING = ("d", "ms", "mp", "s", "c", "y", "ab", "aa", "cb", "ca", "rv", "ap", "n", "x", "bs", "dq", "da")
"""What a new revision says; the rest is fixed, or belongs to runs."""


def history_item(case: Case, sealer: Sealer) -> NewItem:
    """The line of history of the case's revision."""
    return present(
        {
            "pk": s(keys.case(case.code)),
            "sk": s(keys.revision(case.revision)),
            "c": s(case.change.value),
            "cb": s(case.changed_by),
            "ca": t(case.changed_at),
            "y": _reason(case, sealer),
            "x": t(case.expires_at) if case.expires_at else None,
        }
    )


def listings(item: Item) -> list[NewItem]:
    """The case in the lists of the units above its commune; the commune's own is META."""
    *above, _ = key_parts.line_of(text(item, "u"))
    kept = {name: dict(item[name]) for name in ("pk", "bs", "x") if name in item}
    return [{**kept, "sk": s(keys.listed_in(unit)), "bu": s(unit)} for unit in above]


def was_held(item: Item) -> bool:
    """True where the last run of a case held anybody back."""
    return "tr" in item and bool(_trace(loads(text(item, "tr"))).held)


def case_from_item(item: Item, sealer: Sealer) -> Case:
    code, revision = keys.case_read(text(item, "pk")), number(item, "rv") or 0
    places = loads(sealer.open(data(item["mp"]), bound_to=_bound(code, "places"))) if "mp" in item else ()
    return Case(
        code=code,
        person=PersonId(text(item, "pid")),
        unit_path=text(item, "u"),
        unit_name=text(item, "un"),
        dates=Dates(*(_maybe(second) for second in loads(text(item, "d")))),  # type: ignore[arg-type]  # two are set
        milestones=_milestones(loads(text(item, "ms")), places),
        state=CaseState(text(item, "s")),
        change=Change(text(item, "c")),
        recorded_at=moment(item, "t"),
        asked_by=text(item, "ab"),
        changed_by=text(item, "cb"),
        changed_at=moment(item, "ca"),
        revision=revision,
        reason=_reason_read(item, code, revision, sealer),
        approvals=_approvals(loads(text(item, "ap"))) if "ap" in item else {},
        trace=_trace(loads(text(item, "tr"))) if "tr" in item else None,
        attempt=number(item, "n") or 0,
        expires_at=moment(item, "x") if "x" in item else None,
        asked_before=frozenset(loads(text(item, "aa"))) if "aa" in item else frozenset(),
    )


def line_from_item(item: Item, sealer: Sealer) -> HistoryLine:
    code, revision = keys.case_read(text(item, "pk")), keys.revision_read(text(item, "sk"))
    reason = _reason_read(item, code, revision, sealer)
    return HistoryLine(revision, Change(text(item, "c")), text(item, "cb"), moment(item, "ca"), reason)


def packed_trace(trace: Trace) -> str:
    """What somebody declined stands last, and only where there is any: older rows end before it."""
    row: list[Any] = [
        trace.revision,
        epoch(trace.at),
        trace.rule_version,
        trace.policy_version,
        [epoch(trace.window.start), epoch(trace.window.end)],
        dict(trace.counts),
        [_held(held) for held in trace.held],
        trace.held_people,
        [str(person) for person in trace.first],
        _second(trace.first_notice_at),
        _second(trace.last_notice_at),
    ]
    return _packed([*row, [_held(held) for held in trace.declined]] if trace.declined else row)


def _held(held: HeldGroup) -> list[Any]:
    """The last numbers only where they count anybody: most rows never had them."""
    row = [*held.group, held.people, held.assumed]
    if held.released:
        return [*row, held.predating, held.released]
    return [*row, held.predating] if held.predating else row


def _trace(row: Sequence[Any]) -> Trace:
    revision, at, rule, policy, window, counts, held, held_people, first, first_at, last_at, *declined = row
    return Trace(
        revision=revision,
        at=at_epoch(at),
        rule_version=rule,
        policy_version=policy,
        window=Window(*(at_epoch(second) for second in window)),
        counts=counts,
        held=_groups(held),
        held_people=held_people,
        first=tuple(PersonId(person) for person in first),
        first_notice_at=_maybe(first_at),
        last_notice_at=_maybe(last_at),
        declined=_groups(declined[0]) if declined else (),
    )


def _groups(rows: Sequence[Sequence[Any]]) -> tuple[HeldGroup, ...]:
    return tuple(HeldGroup(Group(venue, day), *sizes) for venue, day, *sizes in rows)


def _packed(value: Any) -> str:
    return dumps(value, ensure_ascii=False, separators=(",", ":"))


def _packed_dates(dates: Dates) -> str:
    return _packed([_second(m) for m in (dates.specimen_at, dates.confirmed_at, dates.onset_at, dates.isolated_at)])


def _row(milestone: Milestone) -> list[Any]:
    return [
        milestone.kind.value,
        _second(milestone.start),
        _second(milestone.end),
        str(milestone.venue or ""),
        milestone.category,
        [str(person) for person in milestone.people],
        str(milestone.of or ""),
    ]


def _milestones(rows: Sequence[Sequence[Any]], places: Sequence[str]) -> tuple[Milestone, ...]:
    return tuple(
        Milestone(
            kind=MilestoneKind(kind),
            start=_maybe(start),
            end=_maybe(end),
            venue=VenueId(venue) if venue else None,
            category=category,
            place=places[place] if places else "",
            people=tuple(PersonId(person) for person in people),
            of=PersonId(of) if of else None,
        )
        for place, (kind, start, end, venue, category, people, of) in enumerate(rows)
    )


def _packed_approvals(approvals: Mapping[Group, Approval]) -> str:
    return _packed([[*group, a.people, a.by, epoch(a.at), *_narrowed(a)] for group, a in sorted(approvals.items())])


def _narrowed(approval: Approval) -> list[Any]:
    """Whom it lets be told, where that is not everybody."""
    if approval.scopes == EVERYBODY:
        return []
    return [[list(scope) for scope in approval.scopes], approval.rest.value]


def _approvals(rows: Sequence[Sequence[Any]]) -> dict[Group, Approval]:
    return {
        Group(venue, day): Approval(people, by, at_epoch(at), *_narrowed_read(narrowed))
        for venue, day, people, by, at, *narrowed in rows
    }


def _narrowed_read(row: Sequence[Any]) -> tuple[tuple[Scope, ...], Rest]:
    if not row:
        return EVERYBODY, Rest.DECLINED
    scopes, rest = row
    return tuple(Scope(*scope) for scope in scopes), Rest(rest)


def _reason(case: Case, sealer: Sealer) -> dict[str, Any] | None:
    if not case.reason:
        return None
    return b(sealer.seal(case.reason, bound_to=_bound(case.code, f"reason/{case.revision}")))


def _reason_read(item: Item, code: CaseCode, revision: int, sealer: Sealer) -> str:
    if "y" not in item:
        return ""
    return sealer.open(data(item["y"]), bound_to=_bound(code, f"reason/{revision}"))


def _bound(code: CaseCode, field: str) -> str:
    return f"{code}/{field}"


def _second(instant: datetime | None) -> int | None:
    return epoch(instant) if instant is not None else None


def _maybe(second: int | None) -> datetime | None:
    return at_epoch(second) if second is not None else None
