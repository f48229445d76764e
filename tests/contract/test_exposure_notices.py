"""ExposureNotices: versions claimed once each, and the outbox that sends them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from adapters import session
from adapters.dynamo import key_parts
from adapters.dynamo.notice.exposures import DynamoExposures
from adapters.dynamo.notice.item import notice_queued
from adapters.dynamo.notice.notices import DynamoNotices
from domain.telling.events import NoticeQueued
from domain.telling.exposure import ExposureNotice, ExposureNotices, Told, Version, cause_of
from domain.telling.notice import Channel, Notice, NoticeKey, NoticeKind, NoticeOutbox, NoticeState
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, MINUTE, NOW
from tests.contract.samples.people import person_id
from tests.contract.samples.telling import a_notice, an_exposure
from tests.contract.samples.tracing import case_code
from tests.faults import Faults, lost_answer, partial_batch, silence, throttled

LEASE = NOW + MINUTE


@pytest.fixture
def both(stores: Stores) -> tuple[ExposureNotices, NoticeOutbox]:
    return stores.exposures()


@pytest.fixture
def notices(both: tuple[ExposureNotices, NoticeOutbox]) -> ExposureNotices:
    return both[0]


@pytest.fixture
def outbox(both: tuple[ExposureNotices, NoticeOutbox]) -> NoticeOutbox:
    return both[1]


def next_of(notice: ExposureNotice, told: Told = Told.CORRECTION, **over: Any) -> ExposureNotice:
    last = notice.newest
    version = Version(last.number + 1, told, last.at + MINUTE, last.day, last.category)
    return replace(notice, versions=(*notice.versions, version), state=NoticeState.QUEUED, **over)


def key_of(notice: ExposureNotice) -> NoticeKey:
    return NoticeKey(notice.person, cause_of(notice.case))


def stored(notices: ExposureNotices, notice: ExposureNotice) -> ExposureNotice | None:
    return notices.of_case(notice.case, [notice.person]).get(notice.person)


def test_the_receipt_and_the_first_reading_of_the_newest_version_stand_on_it(
    notices: ExposureNotices, outbox: NoticeOutbox
) -> None:
    first = an_exposure()
    notices.tell(first)
    outbox.sent(key_of(first), now=NOW + MINUTE, channel=Channel.PUSH, version=1)
    out = replace(first, state=NoticeState.SENT, channel=Channel.PUSH, sent_at=NOW + MINUTE)
    assert stored(notices, first) == out
    for minutes in (2, 3):
        notices.opened(first, now=NOW + minutes * MINUTE)
    read = replace(out, opened_at=NOW + 2 * MINUTE)
    assert stored(notices, first) == read
    assert notices.of_person(first.person, now=NOW) == [read]
    second = next_of(first)
    notices.tell(second)
    notices.opened(first, now=NOW + 4 * MINUTE)
    assert stored(notices, first) == second, "who read the old version has not read the new one"
    notices.opened(second, now=NOW + 5 * MINUTE)
    assert stored(notices, first) == replace(second, opened_at=NOW + 5 * MINUTE)


def test_who_was_told_nothing_has_read_nothing(notices: ExposureNotices) -> None:
    nobody = an_exposure()
    notices.opened(nobody, now=NOW)
    assert stored(notices, nobody) is None


# Versions.


def test_what_was_told_is_kept(notices: ExposureNotices) -> None:
    first = an_exposure(versions=(Version(1, Told.F2, NOW, date(2021, 9, 27)),))
    assert notices.tell(first)
    assert stored(notices, first) == first
    second, third = next_of(first, Told.F1), next_of(next_of(first, Told.F1))
    for notice in (second, third):
        assert notices.tell(notice)
        assert stored(notices, first) == notice
        assert notices.of_person(first.person, now=NOW) == [notice]


def test_a_version_is_claimed_once(notices: ExposureNotices) -> None:
    first = an_exposure()
    other = replace(first, versions=(Version(1, Told.F2, NOW, date(2021, 9, 27)),))
    assert [notices.tell(notice) for notice in (first, first, other)] == [True, False, False]
    assert [notices.tell(next_of(first)) for _ in range(2)] == [True, False]
    assert not notices.tell(first)
    assert stored(notices, first) == next_of(first)


def test_no_version_is_left_out(notices: ExposureNotices) -> None:
    first = an_exposure()
    assert not notices.tell(next_of(first))
    assert stored(notices, first) is None
    notices.tell(first)
    assert not notices.tell(next_of(next_of(first)))
    assert stored(notices, first) == first


def test_people_and_cases_are_told_apart(notices: ExposureNotices) -> None:
    case, person = case_code(), person_id()
    here, there = an_exposure(case=case, person=person), an_exposure(case=case)
    elsewhere = an_exposure(person=person)
    for notice in (here, there, elsewhere):
        assert notices.tell(notice)
    asked = [here.person, person_id(), there.person, here.person]
    assert notices.of_case(case, asked) == {here.person: here, there.person: there}
    assert notices.of_case(case, []) == {}
    assert {notice.case for notice in notices.of_person(person, now=NOW)} == {case, elsewhere.case}
    assert notices.of_person(person_id(), now=NOW) == []


def test_many_people_of_a_case(notices: ExposureNotices) -> None:
    case = case_code()
    told = [an_exposure(case=case) for _ in range(120)]
    for notice in told:
        notices.tell(notice)
    assert notices.of_case(case, [notice.person for notice in told]) == {notice.person: notice for notice in told}


def test_expired_notices_are_not_shown(notices: ExposureNotices) -> None:
    notice = an_exposure(expires_at=NOW + DAY)
    notices.tell(notice)
    assert notices.of_person(notice.person, now=NOW + DAY - MINUTE) == [notice]
    assert notices.of_person(notice.person, now=NOW + DAY) == []


def test_fractions_of_a_second_are_not_kept(notices: ExposureNotices) -> None:
    notice, more = an_exposure(), timedelta(microseconds=987_654)
    versions = (notice.newest._replace(at=NOW + more),)
    notices.tell(replace(notice, versions=versions, expires_at=notice.expires_at + more))
    assert stored(notices, notice) == notice


def test_of_many_callers_at_once_one_tells(busy_stores: Stores) -> None:
    notices, _ = busy_stores.exposures()
    first = an_exposure()
    for notice in (first, next_of(first)):
        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(lambda _: notices.tell(notice), range(16))) == 1  # noqa: B023 - called at once


# Sending.


def test_each_version_waits_in_the_outbox(notices: ExposureNotices, outbox: NoticeOutbox) -> None:
    first = an_exposure()
    notices.tell(first)
    claimed = outbox.claim(key_of(first), lease_until=LEASE, now=NOW)
    told = Notice(
        key_of(first), NoticeKind.EXPOSURE, "", "", NOW, first.expires_at, NoticeState.CLAIMED, 1, ("exposure_f1",)
    )
    assert claimed == told
    assert stored(notices, first) == replace(first, state=NoticeState.CLAIMED)
    outbox.sent(key_of(first), now=NOW, channel=Channel.PUSH, version=1)
    assert stored(notices, first) == replace(first, state=NoticeState.SENT, channel=Channel.PUSH, sent_at=NOW)
    assert outbox.claim(key_of(first), lease_until=LEASE + MINUTE, now=LEASE) is None
    second = next_of(first)
    notices.tell(second)
    claimed = outbox.claim(key_of(first), lease_until=LEASE + MINUTE, now=LEASE)
    assert claimed is not None
    assert (claimed.version, claimed.told, claimed.queued_at) == (2, ("exposure_f1", "correction"), NOW + MINUTE)


def test_a_receipt_that_comes_late_leaves_the_next_version_waiting(
    notices: ExposureNotices, outbox: NoticeOutbox
) -> None:
    first = an_exposure()
    key, second = key_of(first), next_of(first)
    notices.tell(first)
    outbox.claim(key, lease_until=LEASE, now=NOW)
    notices.tell(second)
    outbox.sent(key, now=NOW, version=1)
    assert outbox.claim(key, lease_until=LEASE, now=NOW) is not None, "at once, whatever lease the first had"
    outbox.sent(key, now=NOW, version=1)
    assert stored(notices, first) == replace(second, state=NoticeState.CLAIMED)
    outbox.sent(key, now=NOW, version=2)
    assert stored(notices, first) == replace(second, state=NoticeState.SENT, channel=Channel.SMS, sent_at=NOW)


def test_a_version_may_follow_one_that_was_never_sent(notices: ExposureNotices, outbox: NoticeOutbox) -> None:
    first = an_exposure()
    notices.tell(first)
    notices.tell(next_of(first))
    claimed = outbox.claim(key_of(first), lease_until=LEASE, now=NOW)
    assert claimed is not None
    assert claimed.version == 2
    assert outbox.claim(key_of(first), lease_until=LEASE, now=NOW) is None


# The table.


@pytest.fixture
def table(moto_stores: Stores) -> str:
    return moto_stores.table("Notice")


@pytest.fixture
def dynamo(table: str) -> DynamoExposures:
    return DynamoExposures(table)


def image(table: str, notice: ExposureNotice) -> Any:
    key = {"pk": {"S": key_parts.person(notice.person)}, "sk": {"S": f"N#C#{notice.case}"}}
    return session.client("dynamodb").get_item(TableName=table, Key=key)["Item"]


def test_the_stream_speaks_once_for_each_version(moto_stores: Stores, dynamo: DynamoExposures, table: str) -> None:
    outbox = DynamoNotices(table, sealer=moto_stores.sealer())
    notice = an_exposure()
    for _ in range(2):
        dynamo.tell(notice)
        assert notice_queued(image(table, notice)) == NoticeQueued(str(notice.person), f"C#{notice.case}")
        outbox.claim(key_of(notice), lease_until=LEASE, now=NOW)
        assert notice_queued(image(table, notice)) is None
        outbox.sent(key_of(notice), now=NOW, channel=Channel.PAGE, version=notice.newest.number)
        assert notice_queued(image(table, notice)) is None
        assert image(table, notice)["ch"]["S"] == "PAGE"
        notice = next_of(notice)


def test_other_messages_of_a_person_are_no_exposures(moto_stores: Stores, dynamo: DynamoExposures, table: str) -> None:
    person = person_id()
    DynamoNotices(table, sealer=moto_stores.sealer()).queue(a_notice(key=NoticeKey(person, "OTP#1")))
    assert dynamo.of_person(person, now=NOW) == []


@pytest.mark.parametrize(
    "trouble", [(lost_answer,), (lost_answer, lost_answer), (silence, throttled), (lost_answer, throttled)]
)
def test_telling_rides_out_trouble(dynamo: DynamoExposures, faults: Faults, trouble: Any) -> None:
    """The refusal of its own repeat is not somebody else's claim."""
    first = an_exposure()
    for notice in (first, next_of(first)):
        faults.plan("PutItem", *trouble)
        assert dynamo.tell(notice)
        assert stored(dynamo, notice) == notice


def test_a_claim_lost_to_somebody_else_is_lost(dynamo: DynamoExposures, faults: Faults) -> None:
    first = an_exposure()
    rival = replace(first, versions=(Version(1, Told.F2, NOW, date(2021, 9, 27)),))
    dynamo.tell(rival)
    faults.plan("PutItem", lost_answer)
    assert not dynamo.tell(first)
    assert stored(dynamo, first) == rival


def test_answers_in_part_are_asked_for_again(dynamo: DynamoExposures, bulk_faults: Faults) -> None:
    case = case_code()
    told = [an_exposure(case=case) for _ in range(7)]
    for notice in told:
        dynamo.tell(notice)
    bulk_faults.plan("BatchGetItem", partial_batch(2), throttled, partial_batch(0))
    assert dynamo.of_case(case, [notice.person for notice in told]) == {notice.person: notice for notice in told}


def test_a_notice_is_small(dynamo: DynamoExposures, table: str) -> None:
    """One write unit for each person told."""
    notice = an_exposure()
    for _ in range(8):
        dynamo.tell(notice)
        notice = next_of(notice)
    size = sum(len(name) + len(value) for name, kinds in image(table, notice).items() for value in kinds.values())
    assert size <= 1024
