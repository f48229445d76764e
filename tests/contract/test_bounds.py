"""Loops that make up for a table's troubles end: after their bound they ask for patience, and say how often they asked.

More faults are planned than any bound is wide: a loop without an end would eat them all and succeed.
"""

from dataclasses import replace

import pytest

from adapters.dynamo import bulk, calls
from adapters.dynamo.case import cases as case_register
from adapters.dynamo.person.residences import DynamoResidences
from adapters.dynamo.venue import directory
from adapters.dynamo.visit import visits as visit_log
from adapters.dynamo.visit.item import item_from_visit
from domain.base.errors import Busy
from domain.tracing.case import Case, Change
from tests.contract.engines import Stores
from tests.contract.samples.base import MINUTE, NOW
from tests.contract.samples.people import person_id
from tests.contract.samples.presence import STAY, a_visit
from tests.contract.samples.tracing import a_case, a_meeting, case_code
from tests.faults import Faults, cancelled, conflict, partial_batch, refuse

PLENTY = 60
LATER = NOW + 5 * MINUTE


def test_keys_handed_back_for_ever_ask_for_patience(moto_stores: Stores, bulk_faults: Faults) -> None:
    bulk_faults.plan("BatchGetItem", *[partial_batch(0)] * PLENTY)
    with pytest.raises(Busy):
        DynamoResidences(moto_stores.table("Person")).units_of([person_id(), person_id()])
    assert bulk_faults.sent["BatchGetItem"] == bulk._ROUNDS == 8


def test_writes_handed_back_for_ever_ask_for_patience(moto_stores: Stores, faults: Faults) -> None:
    meetings, meeting = moto_stores.meetings(), a_meeting()
    faults.plan("BatchWriteItem", *[partial_batch(0)] * PLENTY)
    with pytest.raises(Busy):
        meetings.restate(case_code(), [meeting])
    assert faults.sent["BatchWriteItem"] == bulk._ROUNDS == 8


def test_venues_handed_back_for_ever_ask_for_patience(moto_stores: Stores, faults: Faults) -> None:
    venues = moto_stores.venues()
    faults.plan("BatchGetItem", *[partial_batch(0)] * PLENTY)
    with pytest.raises(Busy):
        venues.by_ids([a_visit().key.venue])
    assert faults.sent["BatchGetItem"] == directory._ROUNDS == 5


def test_collisions_for_ever_ask_for_patience(moto_stores: Stores, faults: Faults) -> None:
    visits = moto_stores.visits()
    faults.plan("PutItem", *[conflict] * PLENTY)
    with pytest.raises(Busy):
        visits.record(a_visit())
    assert faults.sent["PutItem"] == calls._ATTEMPTS == 4


def test_transactions_that_collide_for_ever_ask_for_patience(moto_stores: Stores, faults: Faults) -> None:
    register, _ = moto_stores.cases()
    moto_stores.sealer().seal("makes the key", bound_to="nothing")
    faults.plan("TransactWriteItems", *[cancelled("TransactionConflict", "None", "None", "None")] * PLENTY)
    with pytest.raises(Busy):
        register.open(a_case())
    assert faults.sent["TransactWriteItems"] == calls._ATTEMPTS == 4


def test_a_case_that_refuses_its_change_for_ever_is_answered_as_it_stands(moto_stores: Stores, faults: Faults) -> None:
    """The caller sees another's change, and decides anew on that (functions/trace/case/service.py)."""
    register, _ = moto_stores.cases()
    case = register.open(a_case())
    faults.sent.clear()
    faults.plan("TransactWriteItems", *[cancelled("ConditionalCheckFailed", "None", "None", "None")] * PLENTY)
    assert register.replace(_amended(case)) == case
    assert faults.sent["TransactWriteItems"] == case_register._TRIES == 3


def _amended(case: Case) -> Case:
    return replace(case, revision=2, change=Change.AMENDED, changed_by="S#other", changed_at=LATER, reason="gọi lại")


def test_a_visit_that_moves_for_ever_asks_for_patience(moto_stores: Stores, faults: Faults) -> None:
    """Left, disputed, settled, taken back, and one between: more refusals mean that something is wrong."""
    visits = moto_stores.visits()
    visit = visits.record(a_visit()).visit
    still_open = refuse("ConditionalCheckFailedException", Item=item_from_visit(visit))
    faults.sent.clear()
    faults.plan("UpdateItem", *[still_open] * PLENTY)
    with pytest.raises(Busy):
        visits.close(visit.key, at=LATER, stay=STAY, by_leaving=True)
    assert faults.sent["UpdateItem"] == visit_log._MOST_MOVES == 5
