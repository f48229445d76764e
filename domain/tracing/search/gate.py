"""The gate before mass consequence: groups too large to be told before a second person has looked."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.tracing.case import Approval, Group, HeldGroup
from domain.tracing.contact import Closeness, Edge, Piece
from domain.tracing.policy import TracePolicy
from domain.tracing.search.circles import Evidence
from domain.tracing.search.overlap import local_day_of


class Gated(NamedTuple):
    """Evidence that may go out, and the groups that may not yet."""

    evidence: Evidence
    held: tuple[HeldGroup, ...]
    held_people: int


def gate(
    evidence: Evidence, stored: Mapping[str, Edge], policy: TracePolicy, approvals: Mapping[Group, Approval]
) -> Gated:
    """Withholds venue groups above the policy's size, or all of them above the run's; what is out stays out.

    Who is found by visits that predate the registration is of no group: told by a person, one by one, and neither held
    nor a reason to hold others.
    """
    groups: dict[Group, set[str]] = {}
    assumed: dict[Group, set[str]] = {}
    predating: dict[Group, set[str]] = {}
    for person, pieces in evidence.items():
        for piece in pieces:
            if piece.predates:
                predating.setdefault(_place_of(piece), set()).add(person)
            elif group := group_of(piece):
                groups.setdefault(group, set()).add(person)
                if piece.assumed:
                    assumed.setdefault(group, set()).add(person)
    open_groups = {g for g, people in groups.items() if _is_approved(approvals.get(g), len(people), policy)}
    waiting = {g: people for g, people in groups.items() if g not in open_groups}
    reach = len(set().union(*waiting.values())) if waiting else 0
    too_many = reach > policy.hold_run_above
    held = {g for g, people in waiting.items() if too_many or len(people) > policy.hold_group_above}
    if not held:
        return Gated(evidence, (), 0)
    return Gated(
        _without(evidence, stored, held),
        tuple(sorted(_held(g, groups[g], assumed.get(g, set()), predating.get(g, set())) for g in held)),
        len(set().union(*(groups[g] for g in held))),
    )


def group_of(piece: Piece) -> Group | None:
    """The group through which a piece reaches people; None for evidence that names single people, or is told by one."""
    return _place_of(piece) if piece.closeness is Closeness.VENUE and not piece.predates else None


def _place_of(piece: Piece) -> Group:
    return Group(piece.venue, local_day_of(piece.start))


def _held(group: Group, people: set[str], assumed: set[str], predating: set[str]) -> HeldGroup:
    return HeldGroup(group, len(people), len(assumed), len(predating - people))


def _is_approved(approval: Approval | None, people: int, policy: TracePolicy) -> bool:
    return approval is not None and people <= approval.people * (1 + policy.regrowth)


def _without(evidence: Evidence, stored: Mapping[str, Edge], held: set[Group]) -> Evidence:
    """Evidence minus the held groups, except for those who were told through the same group before."""
    left: Evidence = {}
    for person, pieces in evidence.items():
        edge = stored.get(person)
        out = {group_of(p) for p in edge.pieces} if edge and edge.active else set()
        kept = [p for p in pieces if (g := group_of(p)) is None or g not in held or g in out]
        if kept:
            left[person] = kept
    return left
