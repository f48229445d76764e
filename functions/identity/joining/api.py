"""Routes of joined records."""

from domain.base.errors import InvalidInput
from domain.base.unit import UnitKey
from domain.people.caller import Citizen, Staff
from domain.people.codes import PersonId
from domain.people.errors import NotSignedIn
from domain.people.human.joining import MergeState
from domain.people.roles import RECORD_JOINERS
from functions.identity import wiring
from functions.identity.door import door
from functions.identity.joining import service
from functions.identity.joining.schema import MergePersons, Merges, MergesAsked, MergeShown, merge_shown
from functions.identity.joining.service import Joined
from functions.kit.http import Answer, Call
from functions.kit.shapes import Reason
from functions.kit.sign_in.auth import Callers, staff

_OF_BOTH = ("invalid", "person-unknown", "outside-jurisdiction")


@door.operation(
    "POST",
    "/merges",
    "mergePersons",
    summary="Two records are one human: joined at once, or waiting for a second person where they may be strangers",
    callers=Callers(citizen=True, roles=RECORD_JOINERS),
    body=MergePersons,
    answers={201: MergeShown, 202: MergeShown, 200: MergeShown},
    problems=(*_OF_BOTH, "not-allowed", "merged-otherwise"),
)
def merge_persons(call: Call) -> Answer:
    """A citizen joins own records, after the proof of the number that both name."""
    if not isinstance(call.caller, Citizen | Staff):
        raise NotSignedIn
    p, body = wiring.parts(), call.body
    done = service.merge(
        _person(body.keep, "keep"),
        _person(body.join, "join"),
        body.reason,
        caller=call.caller,
        ports=p.joining,
        now=p.clock(),
    )
    return Answer(merge_shown(done, call.caller.actor), _status(done))


@door.operation(
    "GET",
    "/merges",
    "listMerges",
    summary="Merges of a unit that wait for a second person or can be taken back",
    callers=staff(*RECORD_JOINERS),
    query=MergesAsked,
    answers={200: Merges},
    problems=("invalid", "outside-jurisdiction"),
)
def list_merges(call: Call) -> Answer:
    """Masked names, which is no look at a record."""
    p, wanted, own = wiring.parts(), call.query, call.staff.unit
    unit = p.units.find(UnitKey(wanted.scheme or own.scheme, wanted.unit or own.code))
    if unit is None:
        raise InvalidInput.of("unit", "unit")
    merges = service.of_unit(unit.path, staff=call.staff, ports=p.joining, now=p.clock())
    return Answer(Merges(merges=[merge_shown(merge, call.staff.actor) for merge in merges]))


@door.operation(
    "POST",
    "/merges/{merge_id}/approve",
    "approveMerge",
    summary="A second person agrees that two records are one human",
    callers=staff(*RECORD_JOINERS),
    body=Reason,
    answers={200: MergeShown},
    problems=(*_OF_BOTH, "merge-unknown", "merge-not-waiting", "same-person-approval"),
)
def approve_merge(call: Call) -> Answer:
    """Repeating it changes nothing."""
    p = wiring.parts()
    done = service.approve(_merge(call), call.body.reason, staff=call.staff, ports=p.joining, now=p.clock())
    return Answer(merge_shown(done, call.staff.actor))


@door.operation(
    "POST",
    "/merges/{merge_id}/undo",
    "unmergePersons",
    summary="They are two after all, or were not to be joined: within thirty days, and everything is as it was",
    callers=staff(*RECORD_JOINERS),
    body=Reason,
    answers={200: MergeShown},
    problems=(*_OF_BOTH, "merge-unknown", "merge-too-old"),
)
def unmerge_persons(call: Call) -> Answer:
    """Repeating it changes nothing."""
    p = wiring.parts()
    done = service.undo(_merge(call), call.body.reason, staff=call.staff, ports=p.joining, now=p.clock())
    return Answer(merge_shown(done, call.staff.actor))


def _status(done: Joined) -> int:
    if not done.is_new:
        return 200
    return 201 if done.merge.state is MergeState.JOINED else 202


def _merge(call: Call) -> PersonId:
    return _person(call.path["merge_id"], "merge_id")


def _person(text: str, field: str) -> PersonId:
    try:
        return PersonId.parse(text)
    except ValueError:
        raise InvalidInput.of(field, "person-id") from None
