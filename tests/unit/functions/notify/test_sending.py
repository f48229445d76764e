"""From a notice in the outbox to one text message."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault, FaultPlan
from adapters.memory.notice.notices import MemoryBus, MemoryMessenger, MemoryNotices
from adapters.memory.person.subscriptions import MemoryPusher
from domain.base.errors import Busy
from domain.telling.events import NoticeQueued
from domain.telling.notice import Channel, Notice, NoticeKey, NoticeKind
from functions.notify import inbox, stream, wiring
from functions.notify.service import sending as service
from functions.notify.service.reach import Reached
from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.builders.telling import the_ways
from tests.queues import batch, body, failed, record

KEY = NoticeKey(a_person_id(), "OTP#1633137312")
NOTICE = Notice(KEY, NoticeKind.PHONE_OTP, "+84912345678", "ma xac nhan 402817", NOW, NOW + timedelta(minutes=10))


class Room:
    def __init__(self):
        self.faults = FaultPlan()
        self.outbox = MemoryNotices(self.faults)
        self.messenger = MemoryMessenger(self.faults)
        self.bus = MemoryBus(self.faults)
        self.pusher = MemoryPusher(self.faults)
        self.ports = the_ways(outbox=self.outbox, messenger=self.messenger, pusher=self.pusher)
        self.now = NOW
        self.outbox.queue(NOTICE)

    def send(self, key=KEY):
        return service.send(key, ports=self.ports, now=self.now)


SENT = Reached(Channel.SMS)


@pytest.fixture
def room(monkeypatch):
    made = Room()
    parts = wiring.SenderParts(made.ports, lambda: made.now)
    monkeypatch.setattr(wiring, "sender_parts", lambda: parts)
    monkeypatch.setattr(wiring, "bus", lambda: made.bus)
    return made


def test_a_queued_notice_is_sent_once(room):
    assert room.send() == SENT
    room.now += service.LEASE
    assert room.send() is None
    assert room.messenger.messages == [(NOTICE.phone, NOTICE.text, f"{KEY.person}:{KEY.cause}")]


def test_a_notice_queued_again_after_it_was_sent_is_not_sent_again(room):
    room.send()
    room.outbox.queue(NOTICE)
    assert room.send() is None


def test_an_expired_notice_is_not_sent(room):
    room.now = NOTICE.expires_at
    assert room.send() is None
    assert room.messenger.messages == []


def test_a_notice_that_somebody_else_is_sending_is_left_to_them(room):
    room.outbox.claim(KEY, lease_until=NOW + service.LEASE, now=NOW)
    assert room.send() is None


def test_a_sender_that_died_gives_way_after_its_lease(room):
    room.outbox.claim(KEY, lease_until=NOW + service.LEASE, now=NOW)
    room.now += service.LEASE
    assert room.send() == SENT


def test_a_message_that_could_not_be_sent_is_tried_again_after_the_lease(room):
    room.faults.plan("send", Fault.REFUSED)
    with pytest.raises(Busy):
        room.send()
    assert room.send() is None
    room.now += service.LEASE
    assert room.send() == SENT
    assert len(room.messenger.messages) == 1


def test_an_unknown_notice_is_nothing_to_send(room):
    assert room.send(NoticeKey(a_person_id(2), "OTP#1")) is None


def test_a_code_is_never_pushed(room):
    room.send()
    assert room.pusher.pushes == []
    assert room.outbox.channels == {KEY: Channel.SMS}


QUEUED = NoticeQueued(str(KEY.person), KEY.cause)


def test_a_message_that_fails_is_reported_alone(room):
    bodies = ["no json", body(QUEUED), body(NoticeQueued("x", "y")), "{}"]
    assert inbox.handler(batch(*bodies), None) == failed(0, 2, 3)
    assert len(room.messenger.messages) == 1


def test_a_message_delivered_twice_is_sent_once(room):
    assert inbox.handler(batch(body(QUEUED), body(QUEUED)), None) == failed()
    assert len(room.messenger.messages) == 1


def stream_record(name="INSERT", **attributes):
    image = {"pk": f"P#{KEY.person}", "sk": f"N#{KEY.cause}", "st": "QUEUED", **attributes}
    return record({key: {"S": value} for key, value in image.items()}, name)


def test_a_queued_notice_becomes_an_event_of_ids_alone(room):
    answer = stream.handler({"Records": [stream_record()]}, None)
    assert answer == {"published": 1}
    assert room.bus.events == [NoticeQueued(person=str(KEY.person), cause=KEY.cause)]
    assert {"person", "cause"} == set(NoticeQueued.__dataclass_fields__) - {"name", "version"}


@pytest.mark.parametrize(
    "said",
    [
        stream_record("REMOVE"),
        stream_record("MODIFY", st="SENT"),
        stream_record("MODIFY", st="CLAIMED"),
        stream_record(sk="PROFILE"),
        {"eventName": "REMOVE", "dynamodb": {"OldImage": {}}},
    ],
    ids=str,
)
def test_receipts_removals_and_other_items_are_no_events(room, said):
    assert stream.handler({"Records": [said]}, None) == {"published": 0}


def test_a_bus_that_is_busy_brings_the_whole_batch_again(room):
    room.faults.plan("publish", Fault.REFUSED)
    with pytest.raises(Busy):
        stream.handler({"Records": [stream_record()]}, None)
    assert stream.handler({"Records": [stream_record()]}, None) == {"published": 1}
