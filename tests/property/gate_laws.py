"""Laws of the gate: nobody is told through a crowd before two people stand behind it (I15)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import strategies as st

from domain.base.errors import DomainError
from domain.people.codes import PersonId
from domain.tracing import case
from domain.tracing.case import Case
from domain.tracing.contact import Closeness, Edge, Piece, strongest
from domain.tracing.errors import NothingHeld, SamePersonRelease
from domain.tracing.milestone import Milestone, MilestoneKind
from domain.tracing.review.decision import Group
from domain.tracing.search import gate, humans, overlap
from tests.builders.people import a_person_id
from tests.builders.presence import a_venue_id
from tests.property.laws import law
from tests.unit.domain.tracing.traces import FAR, HOUR, POLICY, a_case, a_trace, an_edge, moment, second

SMALL = replace(POLICY, hold_group_above=3, hold_run_above=7)
PLACES = [str(a_venue_id(number)) for number in range(1, 5)]
STAFF = ("lan", "minh", "hoa")


@dataclass(frozen=True)
class Act:
    """What one member of staff does; for a run: how many people each place then has, and how many claim to have been there
    before they registered."""

    who: str
    what: str
    sizes: tuple[int, ...] = ()
    home: int = 0
    claims: tuple[int, ...] = (0,) * len(PLACES)


ACTS = st.lists(
    st.builds(
        Act,
        st.sampled_from(STAFF),
        st.sampled_from(["run", "run", "run", "release", "release", "amend", "retrace"]),
        st.tuples(*[st.integers(0, 5)] * len(PLACES)),
        st.integers(0, 3),
        st.tuples(*[st.integers(0, 9)] * len(PLACES)),
    ),
    min_size=2,
    max_size=12,
)


def crowd(sizes: Sequence[int], home: int, claims: Sequence[int]) -> dict[str, list[Piece]]:
    """Some people met at each place, some of them at two; some at home. Of those who claim, some were there anyway."""
    found: dict[str, list[Piece]] = {}
    begin = second("2 9:00")
    for first, (place, size) in enumerate(zip(PLACES, sizes, strict=True)):
        for number in range(3 * first, 3 * first + size):
            piece = Piece(Closeness.VENUE, begin, begin + 1200, FAR, place, "market")
            found.setdefault(str(a_person_id(100 + number)), []).append(piece)
    for first, (place, size) in enumerate(zip(PLACES, claims, strict=True)):
        claim = Piece(Closeness.VENUE, begin + 600, begin + 1800, FAR, place, "market", doubtful=True, predates=True)
        for number in range(3 * first + 2, 3 * first + 2 + size):
            found.setdefault(str(a_person_id(100 + number)), []).append(claim)
    for number in range(home):
        found.setdefault(str(a_person_id(103 + number)), []).append(Piece(Closeness.HOUSEHOLD, begin, begin + 60, FAR))
    return found


def groups(evidence: Mapping[str, Sequence[Piece]]) -> dict[str, set[str]]:
    """Who would be told through each place; all these visits are of one day."""
    return {
        place: told
        for place in PLACES
        if (told := {who for who, pieces in evidence.items() if _is_through(pieces, place)})
    }


def _is_through(pieces: Sequence[Piece], place: str) -> bool:
    return any(piece.venue == place and not piece.predates for piece in pieces)


def _claims(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.predates]


def _told_already(stored: Mapping[str, Edge], place: str) -> set[str]:
    return {who for who, edge in stored.items() if edge.active and _is_through(edge.pieces, place)}


def _may_go_out(case: Case, evidence: Mapping[str, Sequence[Piece]]) -> set[str]:
    """By hand: what another person approved at nearly this size, and the small groups of a small run."""
    people = groups(evidence)
    day = overlap.local_day_of(second("2 9:00"))
    seen = {place: case.approvals.get(Group(place, day)) for place in people}
    approved = {
        place
        for place, approval in seen.items()
        if approval and approval.by != case.asked_by and 5 * len(people[place]) <= 6 * approval.people
    }
    others = {place: told for place, told in people.items() if place not in approved}
    reach = len({who for told in others.values() for who in told})
    small = {place for place, told in others.items() if len(told) <= SMALL.hold_group_above}
    return approved | (small if reach <= SMALL.hold_run_above else set())


class _Desk:
    """A case, its edges, and staff who act on it."""

    def __init__(self) -> None:
        self.case = a_case(asked_by=STAFF[0], changed_by=STAFF[0])
        self.asked = [STAFF[0]]  # since the last release; whoever was the last to ask before it still is
        self.stored: dict[str, Edge] = {}
        self.now = moment("6 10:00")

    def act(self, act: Act, number: int) -> None:
        self.now += HOUR
        if act.what == "run":
            self.run(act)
        elif act.what == "amend":
            place = Milestone(MilestoneKind.PLACE, self.now - HOUR, self.now, a_venue_id(number), "market")
            self.case = case.amended(self.case, self.case.dates, [place], by=act.who, reason="", now=self.now)
            self.asked.append(act.who)
        elif act.what == "retrace":
            self.case = case.retraced(self.case, by=act.who, now=self.now)
        else:
            self.release(act)

    def release(self, act: Act) -> None:
        before = self.case
        try:
            self.case = case.released(self.case, SMALL, by=act.who, reason="", now=self.now)
        except SamePersonRelease:
            assert act.who in self.asked
        except NothingHeld:
            assert before.status is not case.TraceStatus.HELD
        except DomainError:
            assert before.trace
            assert self.now - before.trace.at > timedelta(hours=24)
        else:
            assert self.case is before or act.who not in self.asked
            self.asked = self.asked[-1:]

    def run(self, act: Act) -> None:
        evidence = crowd(act.sizes, act.home, act.claims)
        gated = gate.gate(evidence, self.stored, SMALL, self.case.approvals)
        everybody = groups(evidence)
        out = groups(gated.evidence)
        free = _may_go_out(self.case, evidence)
        for place, told in everybody.items():
            through = out.get(place, set())
            assert through == (told if place in free else told & _told_already(self.stored, place))
        assert {held.group.venue: held.people for held in gated.held} == {
            place: len(told) for place, told in everybody.items() if place not in free
        }
        assert gated.held_people == len({who for place in everybody if place not in free for who in everybody[place]})
        for who, pieces in evidence.items():
            kept = gated.evidence.get(who, [])
            assert [p for p in kept if not p.venue] == [p for p in pieces if not p.venue]
            assert _claims(kept) == _claims(pieces), "a claim waits for a person, not for a release"
        for held in gated.held:
            claiming = {
                who for who, pieces in evidence.items() if any(p.venue == held.group.venue for p in _claims(pieces))
            }
            assert held.predating == len(claiming - everybody[held.group.venue])
        wanted = {
            who: replace(an_edge(2, *strongest(pieces)), person=PersonId(who)) for who, pieces in gated.evidence.items()
        }
        for edge in humans.changes(wanted, self.stored, revision=self.case.revision):
            self.stored[str(edge.person)] = edge
        self.case = replace(self.case, trace=a_trace(self.case.revision, *gated.held, at=self.now))


@law(ACTS, examples=200)
def nobody_is_told_through_a_crowd_before_two_people_stand_behind_it(acts: list[Act]) -> None:  # I15, S22, S23
    desk = _Desk()
    for number, act in enumerate(acts, 1):
        desk.act(act, number)
        assert all(approval.by != desk.case.asked_by for approval in desk.case.approvals.values())


LAWS = (nobody_is_told_through_a_crowd_before_two_people_stand_behind_it,)
