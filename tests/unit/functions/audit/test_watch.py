"""What is written over or removed in the access log is noted, told of, and found by whoever verifies."""

from datetime import UTC, date, datetime, timedelta

import pytest

from adapters.dynamo.audit.altered import alteration
from adapters.memory.audit.log import MemoryAudit
from adapters.memory.secret.secrets import MemorySecrets
from functions.audit import service, watch, wiring
from tests.builders.base import NOW

DAY = date(2021, 10, 2)
AT = datetime(2021, 10, 9, 3, 0, tzinfo=UTC)
RECORD = {"pk": {"S": "A#0123456789AB"}, "sk": {"S": f"{int(NOW.timestamp())}#00ff"}}


def told(event, *, keys=RECORD, before=None, after=None, number="e1"):
    change = {"Keys": keys, "ApproximateCreationDateTime": AT.timestamp()}
    images = {"OldImage": before, "NewImage": after}
    return {
        "eventID": number,
        "eventName": event,
        "dynamodb": change | {name: {**keys, **image} for name, image in images.items() if image is not None},
    }


def with_digest(digest, *, expires=AT + timedelta(days=1)):
    return {"h": {"S": digest}, "x": {"N": str(int(expires.timestamp()))}}


def altered(record):
    """What the record tells; it tells of an alteration."""
    found = alteration(record)
    assert found is not None
    return found


OVER = told("MODIFY", before=with_digest("old"), after=with_digest("new"))
GONE = told("REMOVE", before=with_digest("old"), number="e2")


def test_a_record_that_is_written_over_is_told_with_both_digests():
    found = altered(OVER)
    assert (found.day, found.before, found.after, found.at, found.number) == (DAY, "old", "new", AT, "e1")
    assert found.place == f"{RECORD['pk']['S']} {RECORD['sk']['S']}"


def test_a_record_that_is_removed_before_its_time_is_told():
    assert (altered(GONE).before, altered(GONE).after) == ("old", "")


def test_a_seal_that_is_removed_is_told_of_its_day():
    seal = {"pk": {"S": "SEAL"}, "sk": {"S": "20211002"}}
    assert altered(told("REMOVE", keys=seal, before={"h": {"S": "d"}})).day == DAY


def test_what_is_new_and_what_left_when_its_time_was_over_are_no_alterations():
    assert alteration(told("INSERT", after=with_digest("new"))) is None
    assert alteration(told("REMOVE", before=with_digest("old", expires=AT - timedelta(days=1)))) is None


@pytest.mark.parametrize("pk", ["A#x", "SEAL", "else"])
def test_a_key_that_nobody_of_the_platform_wrote_holds_up_nothing(pk):
    keys = {"pk": {"S": pk}, "sk": {"S": "nonsense"}}
    assert altered(told("REMOVE", keys=keys, before=with_digest("old"))).day == date(2021, 10, 9)


@pytest.fixture
def audit(monkeypatch):
    made = MemoryAudit()
    monkeypatch.setattr(wiring, "watched", lambda: made)
    return made


def test_a_batch_that_comes_again_is_noted_once_and_rings(audit, monkeypatch):
    rung: list[str] = []
    monkeypatch.setattr(watch, "count", rung.append)
    batch = {"Records": [OVER, told("INSERT", after=with_digest("new"), number="e3"), GONE]}
    for _ in range(2):
        assert watch.handler(batch, None) == {"altered": 2}
    assert len(audit.alterations(DAY, DAY)) == 2
    assert rung == ["AuditAltered"] * 4


def test_whoever_verifies_is_told_though_seal_and_records_were_forged_alike(audit):
    """A record that was added and removed before the day was sealed leaves no other trace."""
    keys = MemorySecrets(clock=lambda: AT)
    service.seal_until(DAY, audit=audit, keys=keys)
    audit.note(altered(GONE))
    (finding,) = service.verify(DAY, DAY, audit=audit, keys=keys)
    assert (finding.day, finding.what, finding.detail) == (DAY, "rewritten", altered(GONE).place)


def test_an_alteration_of_a_day_without_anything_else_is_found(audit):
    audit.note(altered(GONE))
    keys = MemorySecrets(clock=lambda: AT)
    assert "rewritten" in {finding.what for finding in service.verify(DAY, DAY, audit=audit, keys=keys)}
