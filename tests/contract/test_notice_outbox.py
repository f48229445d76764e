"""NoticeOutbox: queued once, one holder at a time, sent once."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters import session
from adapters.dynamo.notice.item import notice_queued
from adapters.dynamo.notice.notices import DynamoNotices
from domain.telling.events import NoticeQueued
from domain.telling.notice import NoticeOutbox, NoticeState
from tests.contract.engines import Stores
from tests.contract.samples.base import MINUTE, NOW
from tests.contract.samples.telling import a_notice

LEASE = NOW + MINUTE


@pytest.fixture
def outbox(stores: Stores) -> NoticeOutbox:
    return stores.notices()


def test_a_queued_notice_is_claimed_as_it_was_queued(outbox: NoticeOutbox) -> None:
    notice = a_notice()
    outbox.queue(notice)
    assert outbox.claim(notice.key, lease_until=LEASE, now=NOW) == replace(notice, state=NoticeState.CLAIMED)


def test_queueing_again_changes_nothing(outbox: NoticeOutbox) -> None:
    notice = a_notice()
    outbox.queue(notice)
    outbox.queue(replace(notice, text="another text"))
    claimed = outbox.claim(notice.key, lease_until=LEASE, now=NOW)
    assert claimed is not None
    assert claimed.text == notice.text


def test_a_claim_excludes_others_until_its_lease_ends(outbox: NoticeOutbox) -> None:
    notice = a_notice()
    outbox.queue(notice)
    outbox.claim(notice.key, lease_until=LEASE, now=NOW)
    assert outbox.claim(notice.key, lease_until=LEASE, now=LEASE - timedelta(seconds=1)) is None
    assert outbox.claim(notice.key, lease_until=LEASE + MINUTE, now=LEASE) is not None


def test_a_sent_notice_is_never_claimed_again(outbox: NoticeOutbox) -> None:
    notice = a_notice()
    outbox.queue(notice)
    outbox.claim(notice.key, lease_until=LEASE, now=NOW)
    outbox.sent(notice.key, now=NOW)
    outbox.sent(notice.key, now=NOW + MINUTE)
    outbox.queue(notice)
    assert outbox.claim(notice.key, lease_until=LEASE + MINUTE, now=LEASE) is None


def test_only_a_claimed_notice_is_sent(outbox: NoticeOutbox) -> None:
    notice = a_notice()
    outbox.sent(notice.key, now=NOW)
    outbox.queue(notice)
    outbox.sent(notice.key, now=NOW)
    assert outbox.claim(notice.key, lease_until=LEASE, now=NOW) is not None


def test_unknown_and_expired_notices_are_not_claimed(outbox: NoticeOutbox) -> None:
    notice = a_notice()
    assert outbox.claim(notice.key, lease_until=LEASE, now=NOW) is None
    outbox.queue(notice)
    assert outbox.claim(notice.key, lease_until=LEASE, now=notice.expires_at) is None


def test_of_many_senders_at_once_one_holds_it(busy_stores: Stores) -> None:
    outbox = busy_stores.notices()
    notice = a_notice()
    outbox.queue(notice)
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: outbox.claim(notice.key, lease_until=LEASE, now=NOW), range(16)))
    assert sum(claim is not None for claim in claims) == 1


# The table.


def test_phone_and_text_are_sealed_and_go_when_sent(moto_stores: Stores) -> None:
    table = moto_stores.table("Notice")
    outbox = DynamoNotices(table, sealer=moto_stores.sealer())
    notice = a_notice()
    outbox.queue(notice)

    def item() -> Mapping[str, Any]:
        (only,) = session.client("dynamodb").scan(TableName=table)["Items"]
        return only

    assert notice.phone[3:] not in repr(item())
    assert notice_queued(item()) == NoticeQueued(str(notice.key.person), notice.key.cause)
    outbox.claim(notice.key, lease_until=LEASE, now=NOW)
    assert notice_queued(item()) is None
    outbox.sent(notice.key, now=NOW)
    assert {"p", "m"}.isdisjoint(item())
    assert notice_queued(item()) is None


def test_other_items_are_no_notices() -> None:
    assert notice_queued({"pk": {"S": "P#x"}, "sk": {"S": "OTP"}, "st": {"S": "QUEUED"}}) is None
    assert notice_queued({"pk": {"S": "P#x"}, "sk": {"S": "N#c"}}) is None


def test_a_waiting_notice_can_be_read_without_taking_it(outbox: NoticeOutbox) -> None:
    notice = a_notice()
    outbox.queue(notice)
    assert outbox.waiting(notice.key, now=NOW) == outbox.waiting(notice.key, now=NOW) == notice


def test_nothing_waits_while_it_is_claimed_after_it_was_sent_or_once_it_has_expired(outbox: NoticeOutbox) -> None:
    notice = a_notice()
    assert outbox.waiting(notice.key, now=NOW) is None
    outbox.queue(notice)
    assert outbox.waiting(notice.key, now=notice.expires_at) is None
    outbox.claim(notice.key, lease_until=LEASE, now=NOW)
    assert outbox.waiting(notice.key, now=NOW) is None
    assert outbox.waiting(notice.key, now=LEASE) is not None
    outbox.sent(notice.key, now=NOW)
    assert outbox.waiting(notice.key, now=LEASE) is None
