"""A province's data and the messages on their way survive a deployment of this code over the one that is out there."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.infra.conftest import ROOT, build
from tests.infra.deployed import exports, recorded, stateful

INDEXES = "GlobalSecondaryIndexes"


@pytest.fixture(scope="module")
def before() -> dict[str, Any]:
    return recorded()


def losses(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for name, old in before.items():
        if name not in now:
            yield f"{name}, a {old['type']}, would be dropped"
            continue
        new = now[name]
        for fixed in old.keys() - {INDEXES}:
            if old[fixed] != new.get(fixed):
                yield f"{name} would be replaced: {fixed} was {old[fixed]} and is {new.get(fixed)}"
        indexes = [index for index in old.get(INDEXES, ()) if index not in new.get(INDEXES, ())]
        yield from (f"{name} would lose its index {index['IndexName']}" for index in indexes)
        if len(new.get(INDEXES, ())) > len(old.get(INDEXES, ())) + 1:
            yield f"{name}: DynamoDB takes one more index in a deployment"


LATER = "Audit.byUnit"  # as docs/guidebook/deploy.md says: of two new indexes of a table the second comes by itself


def test_nothing_that_holds_data_is_dropped_or_replaced(production, before, tmp_path):
    between = stateful(build("production", tmp_path, later=LATER).stacks)
    found = [*losses(before["stateful"], between), *losses(between, stateful(production.stacks))]
    assert not found, "\n".join(found)


def test_the_guidebook_says_which_index_comes_later():
    assert f"VX_LATER={LATER}" in (ROOT / "docs/guidebook/deploy.md").read_text(encoding="utf-8")


def test_no_deployed_stack_reads_what_is_gone(production, before):
    gone = set(before["exports"]) - set(exports(production.stacks))
    assert not gone, f"leave it for one deployment (export_value), the next may drop it: {sorted(gone)}"


TABLE = {
    "type": "AWS::DynamoDB::Table",
    "KeySchema": ["pk", "sk"],
    INDEXES: [{"IndexName": "byUnit", "Projection": "KEYS_ONLY"}],
}
QUEUE = {"type": "AWS::SQS::Queue", "QueueName": "notice"}
OLD = {"data/Visit1": TABLE, "notify/Inbox1": QUEUE}
MORE = [*TABLE[INDEXES], {"IndexName": "byDay"}]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({"data/Visit1": TABLE}, "notify/Inbox1, a AWS::SQS::Queue, would be dropped"),
        ({**OLD, "notify/Inbox1": {**QUEUE, "QueueName": "notices"}}, "notify/Inbox1 would be replaced: QueueName"),
        ({**OLD, "data/Visit1": {**TABLE, "KeySchema": ["pk"]}}, "data/Visit1 would be replaced: KeySchema"),
        ({**OLD, "data/Visit1": {**TABLE, "type": "AWS::DynamoDB::GlobalTable"}}, "would be replaced: type"),
        ({**OLD, "data/Visit1": {**TABLE, INDEXES: MORE[1:]}}, "would lose its index byUnit"),
        ({**OLD, "data/Visit1": {**TABLE, INDEXES: [*MORE, {"IndexName": "byBed"}]}}, "takes one more index"),
    ],
)
def test_a_loss_is_told(now, told):
    (found,) = losses(OLD, now)
    assert told in found


def test_what_is_added_is_no_loss():
    assert not list(losses(OLD, {**OLD, "data/Visit1": {**TABLE, INDEXES: MORE}, "data/Bed1": TABLE}))
