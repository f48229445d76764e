"""Telling a contact: by push, else by text message, else by a person. Once for each version, whatever breaks."""

import json
from datetime import date, timedelta

import pytest

from adapters.memory.faults import Fault, FaultPlan
from adapters.memory.notice.exposures import MemoryExposures
from adapters.memory.notice.notices import MemoryMessenger, MemoryNotices
from adapters.memory.notice.texts import MemoryTexts
from adapters.memory.person.persons import MemoryPersons
from adapters.memory.person.subscriptions import MemoryPusher, MemorySubscriptions
from domain.base.errors import Busy
from domain.telling.events import NoticeQueued
from domain.telling.exposure import ExposureNotice, Told, Version, cause_of, notice_id
from domain.telling.notice import Channel, NoticeKey
from domain.telling.push import Delivery, Subscription
from domain.tracing.codes import CaseCode
from functions.kit.settings import MissingSetting
from functions.notify import inbox, wiring
from functions.notify.service import sending as service
from functions.notify.service.reach import PATIENCE, Reached
from tests.builders.base import NOW
from tests.builders.people import a_person, a_person_id
from tests.builders.telling import segments, the_ways
from tests.queues import batch, body, failed

SITE = "https://vungxanh.example"
CASE = CaseCode.from_random(7)
PERSON = a_person_id()
KEY = NoticeKey(PERSON, cause_of(CASE))
PUSHED, TEXTED, PAGED = Reached(Channel.PUSH), Reached(Channel.SMS), Reached(Channel.PAGE)


def a_notice(*told, at=NOW):
    versions = tuple(
        Version(number, said, at + timedelta(hours=number - 1), date(2021, 9, 27))
        for number, said in enumerate(told, 1)
    )
    return ExposureNotice(PERSON, CASE, versions, NOW + timedelta(days=120))


class Room:
    """A contact with a phone number; told of an exposure; without a browser until one is added."""

    def __init__(self, *, told=(Told.F1,), **facts):
        self.faults = FaultPlan()
        self.outbox = MemoryNotices(self.faults)
        self.exposures = MemoryExposures(outbox=self.outbox)
        self.messenger = MemoryMessenger(self.faults)
        self.pusher = MemoryPusher(self.faults)
        self.browsers = MemorySubscriptions(self.faults)
        self.persons = MemoryPersons(self.faults)
        self.persons.register(a_person(**facts), device="d1", registration="r1")
        self.now = NOW
        self.texts = MemoryTexts(self.faults)
        self.ports = the_ways(
            outbox=self.outbox,
            messenger=self.messenger,
            pusher=self.pusher,
            subscriptions=self.browsers,
            persons=self.persons,
            texts=self.texts,
            site_url=SITE,
        )
        for number in range(1, len(told) + 1):
            assert self.exposures.tell(a_notice(*told[:number]))
        self.notice = a_notice(*told)

    def browser(self, number=1, answer=None):
        added = Subscription(f"https://fcm.googleapis.com/fcm/send/{number}", "key", "auth", NOW)
        self.browsers.save(PERSON, added)
        if answer is not None:
            self.pusher.answers[added.endpoint] = answer
        return added

    def send(self):
        return service.send(KEY, ports=self.ports, now=self.now)

    def later(self, span=service.LEASE):
        self.now += span
        return self.send()

    @property
    def once(self):
        return f"{CASE}:{PERSON}:{len(self.notice.versions)}"


@pytest.fixture
def room():
    return Room()


# Which way.


def test_a_push_carries_the_notices_opaque_id_and_nothing_else(room):
    browser = room.browser()
    assert room.send() == PUSHED
    ((endpoint, message, once),) = room.pusher.pushes
    assert (endpoint, once) == (browser.endpoint, room.once)
    assert json.loads(message) == {"id": notice_id(room.notice, room.notice.newest)}
    assert room.messenger.messages == []
    assert room.outbox.channels == {KEY: Channel.PUSH}


def test_every_browser_is_told_and_one_that_took_it_is_enough(room):
    room.browser(1, Delivery.REFUSED)
    room.browser(2)
    room.browser(3, Delivery.GONE)
    assert room.send() == Reached(Channel.PUSH, gone=1, refused=1)
    assert [endpoint[-1] for endpoint, _, _ in room.pusher.pushes] == ["2"]
    assert room.messenger.messages == []


def test_a_contact_without_a_browser_gets_a_text_message(room):
    assert room.send() == TEXTED
    ((phone, text, once),) = room.messenger.messages
    assert (phone, once) == ("+84912345001", room.once)
    assert text == (
        f"Vung Xanh: ban co thong bao y te moi. Doc o {SITE}/notices hoac goi tram y te noi ban o. "
        "Can bo khong hoi ma OTP, khong doi tien."
    )


def test_a_text_message_is_one_message_of_160_plain_symbols(room):
    room.send()
    ((_, text, _),) = room.messenger.messages
    assert segments(text) == 1


def test_a_dead_browser_is_forgotten_and_a_text_message_goes_out(room):
    room.browser(1, Delivery.GONE)
    assert room.send() == Reached(Channel.SMS, gone=1)
    assert room.browsers.of_person(PERSON, now=NOW) == []
    assert len(room.messenger.messages) == 1


def test_a_browser_whose_service_refuses_us_is_kept(room):
    room.browser(1, Delivery.REFUSED)
    assert room.send() == Reached(Channel.SMS, refused=1)
    assert len(room.browsers.of_person(PERSON, now=NOW)) == 1


def test_without_phone_and_browser_a_person_has_to_tell():
    room = Room(phone=None)
    assert room.send() == PAGED
    assert room.messenger.messages == room.pusher.pushes == []
    assert room.outbox.channels == {KEY: Channel.PAGE}
    assert room.later() is None


def test_somebody_who_was_erased_is_told_nothing():
    room = Room()
    room.persons._persons.clear()
    assert room.send() == PAGED


@pytest.mark.parametrize(
    ("told", "reached"),
    [
        ((Told.F1,), TEXTED),
        ((Told.F2,), PAGED),
        ((Told.F2, Told.F1), TEXTED),
        ((Told.F1, Told.F2), PAGED),
        ((Told.F1, Told.CORRECTION), TEXTED),
        ((Told.F2, Told.CORRECTION), PAGED),
        ((Told.F1, Told.F2, Told.CORRECTION), TEXTED),
        ((Told.F1, Told.CORRECTION, Told.F1), TEXTED),
        ((Told.F2, Told.CORRECTION, Told.F2), PAGED),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else "",
)
def test_text_messages_go_to_the_grades_of_the_policy_and_to_whom_they_misled(told, reached):
    assert Room(told=told).send() == reached


@pytest.mark.parametrize("told", [(Told.F1,), (Told.F2,), (Told.F2, Told.CORRECTION)])
def test_a_push_goes_to_everybody_who_asked_for_it(told):
    room = Room(told=told)
    room.browser()
    assert room.send() == PUSHED


# Once, whatever breaks.


def test_what_was_sent_is_not_sent_again(room):
    room.browser()
    room.send()
    assert room.send() is None
    assert room.later() is None
    assert len(room.pusher.pushes) == 1


def test_a_new_version_is_sent_under_its_own_id(room):
    room.browser()
    room.send()
    assert room.exposures.tell(a_notice(Told.F1, Told.CORRECTION))
    room.send()
    assert [once for _, _, once in room.pusher.pushes] == [f"{CASE}:{PERSON}:1", f"{CASE}:{PERSON}:2"]
    assert len({message for _, message, _ in room.pusher.pushes}) == 2


def test_a_version_told_while_another_was_being_sent_is_sent_too(room):
    """The late sender's receipt is for the version it sent."""
    room.browser()
    claimed = room.outbox.claim(KEY, lease_until=NOW + service.LEASE, now=NOW)
    assert room.exposures.tell(a_notice(Told.F1, Told.CORRECTION))
    room.outbox.sent(KEY, now=NOW, channel=Channel.PUSH, version=claimed.version)
    assert room.send() == PUSHED
    assert [once for _, _, once in room.pusher.pushes] == [f"{CASE}:{PERSON}:2"]


def test_a_push_whose_answer_was_lost_is_sent_again_under_the_same_id(room):
    room.browser()
    room.faults.plan("push", Fault.ANSWER_LOST)
    with pytest.raises(Busy):
        room.send()
    assert room.later() == PUSHED
    assert [once for _, _, once in room.pusher.pushes] == [room.once] * 2
    assert len({message for _, message, _ in room.pusher.pushes}) == 1
    assert room.messenger.messages == []


def test_a_push_service_that_asks_for_patience_gets_it(room):
    room.browser()
    room.faults.plan("push", Fault.REFUSED)
    with pytest.raises(Busy):
        room.send()
    assert room.later() == PUSHED
    assert room.messenger.messages == []


def test_patience_ends_where_a_text_message_may_go_out(room):
    room.browser()
    room.faults.plan("push", *[Fault.REFUSED] * 9)
    with pytest.raises(Busy):
        room.send()
    assert room.later(PATIENCE) == TEXTED
    assert room.later() is None


@pytest.mark.parametrize("room", [Room(told=(Told.F2,)), Room(phone=None)], ids=["F2", "no phone"])
def test_patience_does_not_end_where_a_push_is_the_only_way(room):
    room.browser()
    room.faults.plan("push", Fault.REFUSED, Fault.REFUSED)
    with pytest.raises(Busy):
        room.send()
    with pytest.raises(Busy):
        room.later(PATIENCE)
    assert room.later() == PUSHED


def test_one_browser_that_took_it_makes_another_ones_fault_no_matter(room):
    room.browser(1)
    room.browser(2)
    room.faults.plan("push", Fault.REFUSED)
    assert room.send() == PUSHED
    assert len(room.pusher.pushes) == 1


def test_a_text_message_that_was_refused_is_tried_again(room):
    room.faults.plan("send", Fault.REFUSED)
    with pytest.raises(Busy):
        room.send()
    assert room.messenger.messages == []
    assert room.later() == TEXTED
    assert len(room.messenger.messages) == 1


@pytest.mark.parametrize("broken", ["claim", "of_person", "by_id", "sent"])
@pytest.mark.parametrize("fault", list(Fault))
def test_a_fault_at_any_step_ends_in_one_notice_under_one_id(room, broken, fault):
    room.faults.plan(broken, fault)
    with pytest.raises(Busy):
        room.send()
    room.now += service.LEASE
    room.send()
    assert {once for _, _, once in room.messenger.messages} == {room.once}
    assert len(room.messenger.messages) <= 1 + (broken == "sent" and fault is Fault.REFUSED)
    room.now += service.LEASE
    assert room.send() is None


def test_a_dead_browser_that_could_not_be_removed_is_removed_next_time(room):
    room.browser(1, Delivery.GONE)
    room.faults.plan("remove", Fault.REFUSED)
    with pytest.raises(Busy):
        room.send()
    assert room.later() == Reached(Channel.SMS, gone=1)
    assert len(room.messenger.messages) == 1
    assert room.browsers.of_person(PERSON, now=NOW) == []


def test_a_sender_killed_between_claim_and_send_gives_way_after_its_lease(room):
    room.browser()
    room.outbox.claim(KEY, lease_until=NOW + service.LEASE, now=NOW)
    assert room.send() is None
    assert room.later() == PUSHED
    assert [once for _, _, once in room.pusher.pushes] == [room.once]


def test_a_sender_killed_after_sending_repeats_itself_under_the_same_id(room):
    room.browser()
    room.faults.plan("sent", Fault.REFUSED)
    with pytest.raises(Busy):
        room.send()
    room.later()
    assert [once for _, _, once in room.pusher.pushes] == [room.once] * 2


def test_a_notice_past_its_retention_is_not_sent(room):
    room.now = room.notice.expires_at
    assert room.send() is None


# The queue.


@pytest.fixture
def queue(room, monkeypatch):
    parts = wiring.SenderParts(room.ports, lambda: room.now)
    monkeypatch.setattr(wiring, "sender_parts", lambda: parts)

    def deliver(times):
        return inbox.handler(batch(*times * [body(NoticeQueued(str(PERSON), KEY.cause))]), None)

    return deliver


def test_a_message_delivered_twice_tells_once(room, queue):
    room.browser()
    assert queue(2) == failed()
    assert queue(1) == failed()
    assert len(room.pusher.pushes) == 1


def test_a_service_that_asks_for_patience_brings_the_message_again(room, queue):
    room.browser()
    room.faults.plan("push", Fault.REFUSED)
    assert queue(1) == failed(0)
    room.now += service.LEASE
    assert queue(1) == failed()
    assert len(room.pusher.pushes) == 1


def test_nothing_of_a_person_is_logged(room, queue, logged):
    room.browser(1, Delivery.GONE)
    room.browser(2, Delivery.REFUSED)
    queue(1)
    (line,) = logged()
    assert (line["message"], line["gone"], line["refused"]) == ("PushesFailed", 1, 1)
    shown = json.dumps(line)
    hidden = (
        str(PERSON),
        str(CASE),
        "+84912345001",
        "fcm.googleapis.com",
        notice_id(room.notice, room.notice.newest),
    )
    assert all(value not in shown for value in hidden)


def test_an_untroubled_notice_logs_nothing(room, queue, logged):
    room.browser()
    queue(1)
    assert logged() == []


def test_the_wiring_says_which_setting_is_missing(monkeypatch):
    for made in (wiring.sender_parts, wiring.parts):
        made.cache_clear()
        with pytest.raises(MissingSetting, match="PERSON_TABLE"):
            made()


def test_a_subscription_keeps_its_address_out_of_tracebacks(room):
    browser = room.browser()
    assert repr(browser) == f"Subscription({browser.subscription_id})"
