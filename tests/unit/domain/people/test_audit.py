"""The record of access: whatever is changed after the fact shows up."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.people.acts import LOOKED_UP
from domain.people.audit import FIRST, AccessRecord, Act, Errand, Finding, check_day, sealed
from tests.builders.base import NOW
from tests.builders.people import a_person_id, an_access

KEY = b"k" * 32
RECORDS = [an_access(n, at=NOW + timedelta(minutes=n)) for n in (1, 2, 3)]
DAY = RECORDS[0].day
KEPT = [(record, record.digest) for record in RECORDS]
SEAL = sealed(DAY, [digest for _, digest in KEPT], previous=FIRST, kid="k1", key=KEY)


def findings(records=KEPT, seal=SEAL, *, previous=FIRST, key=KEY):
    return [finding.what for finding in check_day(seal, records, day=DAY, previous=previous, key=key)]


def test_a_whole_day_has_no_finding():
    assert findings() == []


def test_the_order_in_which_records_are_read_does_not_matter():
    assert findings(list(reversed(KEPT))) == []


OTHER: dict[str, Any] = {
    "subject": "P#somebody",
    "actor": "S#somebody",
    "role": "auditor",
    "unit": "VN-2025H2/46",
    "act": "visit-recorded",
    "reason": "another reason",
    "at": NOW + timedelta(seconds=61),
    "nonce": "ff",
}


@pytest.mark.parametrize("name", [field.name for field in fields(AccessRecord)])
def test_an_altered_field_is_found(name):
    altered = replace(RECORDS[0], **{name: OTHER[name]})
    assert findings([(altered, RECORDS[0].digest), *KEPT[1:]]) == ["altered", "seal"]


def test_an_altered_record_with_a_new_digest_is_found_by_the_seal():
    altered = replace(RECORDS[0], reason="another reason")
    assert findings([(altered, altered.digest), *KEPT[1:]]) == ["seal"]


def test_a_removed_record_is_found():
    assert findings(KEPT[1:]) == ["count", "seal"]


def test_an_added_record_is_found():
    late = an_access(9)
    assert findings([*KEPT, (late, late.digest)]) == ["count", "seal"]


def test_a_replaced_record_is_found_although_the_count_fits():
    other = an_access(9)
    assert findings([*KEPT[1:], (other, other.digest)]) == ["seal"]


def test_a_day_sealed_again_without_the_key_is_found():
    forged = sealed(DAY, [digest for _, digest in KEPT[1:]], previous=FIRST, kid="k1", key=b"guess")
    assert findings(KEPT[1:], forged) == ["seal"]


def test_a_day_sealed_again_after_another_day_breaks_the_chain():
    assert findings(previous="f" * 64) == ["chain"]


def test_a_seal_that_was_removed_is_found():
    assert findings(seal=None) == ["unsealed"]


def test_a_key_that_is_gone_is_said_and_not_passed_over():
    assert check_day(SEAL, KEPT, day=DAY, previous=FIRST, key=None) == [Finding(DAY, "seal", "key gone")]


def test_a_seal_covers_its_day_and_its_key_id():
    digests = [digest for _, digest in KEPT]
    other_day = sealed(DAY + timedelta(days=1), digests, previous=FIRST, kid="k1", key=KEY)
    other_kid = sealed(DAY, digests, previous=FIRST, kid="k2", key=KEY)
    assert len({SEAL.digest, other_day.digest, other_kid.digest}) == 3


def test_an_empty_day_can_be_sealed():
    empty = sealed(DAY, [], previous=FIRST, kid="k1", key=KEY)
    assert check_day(empty, [], day=DAY, previous=FIRST, key=KEY) == []


def test_a_record_belongs_to_its_local_day():
    assert an_access(at=datetime(2021, 10, 1, 17, 0, tzinfo=UTC)).day == DAY
    assert an_access(at=datetime(2021, 10, 2, 17, 0, tzinfo=UTC)).day == DAY + timedelta(days=1)


def test_a_digest_survives_the_store_which_keeps_whole_seconds():
    assert an_access(at=NOW.replace(microsecond=999_999)).digest == an_access(at=NOW).digest


def test_an_errand_is_one_record_about_each_person():
    errand = Errand("S#officer", "commune_officer", "VN-2025H2/19804", LOOKED_UP, "lost card", NOW, "0" * 16)
    first, second = (errand.about(a_person_id(number)) for number in (1, 2))
    assert first == errand.about(a_person_id(1))
    assert (first.subject, second.subject) == (f"P#{a_person_id(1)}", f"P#{a_person_id(2)}")
    assert replace(second, subject=first.subject) == first
    assert first.digest != second.digest


def test_an_act_knows_the_reasons_it_writes_itself():
    read, followed_up = Act("case-read", "case read"), Act("contact-followed-up", "follow-up:")
    assert read.wrote("case read")
    assert followed_up.wrote(followed_up.with_detail("reached"))
    assert not any(read.wrote(typed) for typed in ("", "case read again", "case read: why"))
    assert not any(followed_up.wrote(typed) for typed in ("", "follow-up", "follow-up:nobody"))
