"""The gate before mass consequence: groups too large to be told before a second person has looked."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.tracing.case import HeldGroup
from domain.tracing.contact import Closeness, Edge, Piece
from domain.tracing.policy import TracePolicy
from domain.tracing.review.decision import Approval, Group, Rest
from domain.tracing.search.circles import Evidence
from domain.tracing.search.overlap import local_day_of


class Gated(NamedTuple):
    """Evidence that may go out, the groups that may not yet, and those, or what is left of them, that are not to."""

    evidence: Evidence
    held: tuple[HeldGroup, ...]
    held_people: int
    declined: tuple[HeldGroup, ...] = ()


def gate(
    evidence: Evidence, stored: Mapping[str, Edge], policy: TracePolicy, approvals: Mapping[Group, Approval]
) -> Gated:
    """Withholds venue groups above the policy's size, or all of them above the run's; what is out stays out.

    A group that somebody decided about goes by that decision as long as it has not grown much: who is in its scope goes
    out, the rest waits or is declined. Who is found by visits that predate the registration is of no group: told by a
    person, one by one, and neither held nor a reason to hold others.
    """
    groups: dict[Group, dict[str, list[Piece]]] = {}
    predating: dict[Group, set[str]] = {}
    for person, pieces in evidence.items():
        for piece in pieces:
            if piece.predates:
                predating.setdefault(_place_of(piece), set()).add(person)
            elif group := group_of(piece):
                groups.setdefault(group, {}).setdefault(person, []).append(piece)
    decided = {g: approvals[g] for g, people in groups.items() if _covers(approvals.get(g), len(people), policy)}
    waiting = {g: set(people) for g, people in groups.items() if g not in decided}
    reach = len(set().union(*waiting.values())) if waiting else 0
    too_many = reach > policy.hold_run_above
    held = {g: people for g, people in waiting.items() if too_many or len(people) > policy.hold_group_above}
    declined: dict[Group, set[str]] = {}
    for group, approval in decided.items():
        if left := {person for person, pieces in groups[group].items() if not approval.lets(pieces)}:
            (held if approval.rest is Rest.HELD else declined)[group] = left

    def described(some: Mapping[Group, set[str]]) -> tuple[HeldGroup, ...]:
        return tuple(sorted(_held(g, people, groups[g], predating.get(g, set())) for g, people in some.items()))

    if not held and not declined:
        return Gated(evidence, (), 0)
    told = _without(evidence, stored, {**held, **declined})
    return Gated(told, described(held), len(set().union(*held.values())), described(declined))


def group_of(piece: Piece) -> Group | None:
    """The group through which a piece reaches people; None for evidence that names single people, or is told by one."""
    return _place_of(piece) if piece.closeness is Closeness.VENUE and not piece.predates else None


def _place_of(piece: Piece) -> Group:
    return Group(piece.venue, local_day_of(piece.start))


def _held(group: Group, people: set[str], of: Mapping[str, list[Piece]], predating: set[str]) -> HeldGroup:
    assumed = sum(any(piece.assumed for piece in of[person]) for person in people)
    return HeldGroup(group, len(people), assumed, len(predating - of.keys()), len(of) - len(people))


def _covers(approval: Approval | None, people: int, policy: TracePolicy) -> bool:
    """True while a decision stands: the group has not grown much beyond what its second person saw."""
    return approval is not None and people <= approval.people * (1 + policy.regrowth)


def _without(evidence: Evidence, stored: Mapping[str, Edge], kept_back: Mapping[Group, set[str]]) -> Evidence:
    """Evidence without what people have of groups in which they are kept back, except for those who were told through the
    same group before."""
    left: Evidence = {}
    for person, pieces in evidence.items():
        edge = stored.get(person)
        out = {group_of(p) for p in edge.pieces} if edge and edge.active else set()
        kept = [p for p in pieces if (g := group_of(p)) is None or person not in kept_back.get(g, ()) or g in out]
        if kept:
            left[person] = kept
    return left
