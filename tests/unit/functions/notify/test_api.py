"""A citizen reads what she was told, and says in which browsers she wants to be told."""

from datetime import date, timedelta

import pytest

from adapters.memory.faults import Fault, FaultPlan
from adapters.memory.notice.exposures import MemoryExposures
from adapters.memory.notice.notices import MemoryNotices
from adapters.memory.person.persons import MemoryPersons
from adapters.memory.person.subscriptions import MemoryPusher, MemorySubscriptions
from adapters.memory.secret.secrets import MemorySecrets
from adapters.memory.standing.standing import MemoryStanding
from domain.people.roles import Role
from domain.telling.duty import stay_of
from domain.telling.exposure import ExposureNotice, Told, Version, text_of
from domain.telling.push import MOST_DEVICES, subscription_id
from domain.tracing.codes import CaseCode
from functions.kit.sign_in import device_tokens
from functions.kit.sign_in.auth import Authenticator
from functions.notify import wiring
from functions.notify.api import BLOCK, door
from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.doors.clock import Clock
from tests.doors.sign_in import staff_token
from tests.unit.functions.doors import ask

P256DH = MemoryPusher().public_key()
AUTH = "AAECAwQFBgcICQoLDA0ODw"
ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc:def-1"
MONDAY = date(2021, 9, 27)


class Room:
    def __init__(self):
        self.clock = Clock()
        self.faults = FaultPlan()
        self.keys = MemorySecrets(clock=self.clock)
        self.notices = MemoryExposures(self.faults, outbox=MemoryNotices())
        self.browsers = MemorySubscriptions(self.faults)
        self.persons = MemoryPersons(self.faults)
        self.token = self.token_of(1)
        self.push_to_loopback = False

    def token_of(self, number):
        return device_tokens.issue(a_person_id(number), f"d{number}", keys=self.keys, registered_at=None, now=NOW)

    def parts(self):
        return wiring.Parts(
            authenticator=Authenticator(self.keys, MemoryStanding()),
            notices=self.notices,
            subscriptions=self.browsers,
            persons=self.persons,
            push_key=MemoryPusher().public_key,
            clock=self.clock,
            push_to_loopback=self.push_to_loopback,
        )

    def told(self, *versions, case=1, person=1):
        """Each version is (what, hours after now, kind of place)."""
        made = tuple(
            Version(number, what, NOW + timedelta(hours=hours), MONDAY, category)
            for number, (what, hours, category) in enumerate(versions, 1)
        )
        for count in range(1, len(made) + 1):
            expires = NOW + timedelta(days=120)
            notice = ExposureNotice(a_person_id(person), CaseCode.from_random(case), made[:count], expires)
            assert self.notices.tell(notice)
        return made

    def mine(self, token=None):
        reply = ask(door, "listMyNotices", token=token or self.token)
        assert reply.status == 200
        return reply

    def save(self, token=None, **fields):
        body = {"endpoint": ENDPOINT, "keys": {"p256dh": P256DH, "auth": AUTH}, **fields}
        return ask(door, "savePushSubscription", body, token=token or self.token)

    def kept(self, number=1):
        return [s.endpoint for s in self.browsers.of_person(a_person_id(number), now=self.clock())]

    def remove(self, subscription, token=None):
        path = {"subscription_id": subscription}
        return ask(door, "removePushSubscription", {}, token=token or self.token, **path)


@pytest.fixture
def room(monkeypatch):
    made = Room()
    monkeypatch.setattr(wiring, "parts", lambda: made.parts())  # noqa: PLW0108  settings may change in a test
    return made


# What I was told.


def test_nobody_was_told_anything_yet(room):
    assert room.mine().json["notices"] == []


def test_a_notice_says_what_it_is_when_it_was_issued_and_its_words(room):
    (version,) = room.told((Told.F1, 0, "market"))
    (shown,) = room.mine().json["notices"]
    text, stay = text_of(version), stay_of(version)
    assert stay
    assert shown == {
        "notice_id": shown["notice_id"],
        "kind": "exposure_f1",
        "issued_at": "2021-10-02T08:15:12+07:00",
        "text": {"vi": text.vi, "en": text.en},
        "until": stay.until.isoformat(),
        "source": stay.source,
        "duties": [{"about": about.value, "text": {"vi": said.vi, "en": said.en}} for about, said in stay.duties],
    }
    assert len(shown["notice_id"]) == 12


def test_every_version_of_every_case_stands_there_newest_first(room):
    room.told((Told.F2, 0, ""), (Told.F1, 3, "market"), case=1)
    room.told((Told.F1, 1, ""), case=2)
    shown = room.mine().json["notices"]
    assert [entry["kind"] for entry in shown] == ["exposure_f1", "exposure_f1", "exposure_f2"]
    assert [entry["issued_at"][11:16] for entry in shown] == ["11:15", "09:15", "08:15"]
    assert len({entry["notice_id"] for entry in shown}) == 3


def test_a_correction_marks_what_it_took_back(room):
    room.told((Told.F1, 0, ""), (Told.CORRECTION, 1, ""), (Told.F2, 2, ""), case=1)
    room.told((Told.F1, 3, ""), case=2)
    shown = room.mine().json["notices"]
    assert [(entry["kind"], entry.get("withdrawn", False)) for entry in shown] == [
        ("exposure_f1", False),
        ("exposure_f2", False),
        ("correction", False),
        ("exposure_f1", True),
    ]


def test_a_correction_names_what_it_took_back_and_no_other(room):
    room.told(
        (Told.F2, 0, ""), (Told.F1, 1, ""), (Told.CORRECTION, 2, ""), (Told.F1, 3, ""), (Told.CORRECTION, 4, ""), case=1
    )
    room.told((Told.F1, 5, ""), case=2)
    other, second, third, first, earlier, earliest = room.mine().json["notices"]
    assert [entry["kind"] for entry in (first, second)] == ["correction", "correction"]
    assert second["takes_back"] == [third["notice_id"]]
    assert {*first["takes_back"]} == {earlier["notice_id"], earliest["notice_id"]}
    assert "takes_back" not in other


def test_of_what_is_told_of_one_case_the_last_applies(room):
    room.told((Told.F2, 0, ""), (Told.F1, 3, "market"), case=1)
    newest, before = room.mine().json["notices"]
    assert ("replaced" in newest, before["replaced"]) == (False, True)
    assert newest["until"]
    assert not {"until", "duties", "source"} & {*before}


def test_what_was_withdrawn_asks_for_nothing(room):
    room.told((Told.F1, 0, ""), (Told.CORRECTION, 1, ""))
    for entry in room.mine().json["notices"]:
        assert not {"until", "duties", "source"} & {*entry}


def test_an_id_stays_the_same_from_one_reading_to_the_next(room):
    room.told((Told.F1, 0, ""))
    first = room.mine().json["notices"]
    assert room.mine().json["notices"] == first


def test_what_has_passed_its_retention_is_not_shown(room):
    room.told((Told.F1, 0, ""))
    room.clock.passes(timedelta(days=120))
    assert room.mine().json["notices"] == []


def test_nobody_reads_another_persons_notices(room):
    room.told((Told.F1, 0, ""))
    assert room.mine(token=room.token_of(2)).json["notices"] == []


def test_the_length_of_an_answer_tells_nothing(room):
    lengths = [len(room.mine().content)]
    for case in range(1, 8):
        room.told((Told.F1, case, "massage" if case % 2 else ""), (Told.CORRECTION, 10 + case, ""), case=case)
        lengths.append(len(room.mine().content))
    assert {length % BLOCK for length in lengths} == {0}
    assert lengths[0] == BLOCK
    assert lengths[-1] > BLOCK


def test_one_notice_and_none_look_alike_from_outside(room):
    before = room.mine()
    room.told((Told.F1, 0, "massage"))
    after = room.mine()
    assert (before.status, len(before.content), before.headers) == (after.status, len(after.content), after.headers)


def test_neither_case_nor_person_is_named(room):
    room.told((Told.F1, 0, ""), case=77)
    content = room.mine().content.decode()
    assert str(CaseCode.from_random(77)) not in content
    assert CaseCode.from_random(77).shown not in content
    assert str(a_person_id()) not in content


@pytest.mark.parametrize("token", [None, "x", staff_token(Role.TRACER)], ids=["nobody", "bad", "staff"])
def test_only_a_citizens_device_is_answered(room, token):
    replies = (
        ask(door, "listMyNotices", token=token),
        ask(door, "savePushSubscription", {}, token=token),
        ask(door, "removePushSubscription", {}, token=token, subscription_id="0" * 16),
    )
    assert [reply.status for reply in replies] == [401] * 3


def test_a_busy_table_is_busy(room):
    room.faults.plan("of_person", Fault.REFUSED)
    assert ask(door, "listMyNotices", token=room.token).status == 503


# In which browsers.


def test_anybody_may_have_the_key_that_a_browser_binds_its_subscription_to(room):
    for token in (None, room.token):
        reply = ask(door, "getPushKey", token=token)
        assert (reply.status, reply.json) == (200, {"public_key": P256DH})


def test_a_browser_is_saved_once_and_again(room):
    first = room.save()
    assert (first.status, first.json) == (201, {"subscription_id": subscription_id(ENDPOINT)})
    again = room.save()
    assert (again.status, again.json) == (200, first.json)
    assert room.kept() == [ENDPOINT]


def test_a_browser_saved_again_has_its_new_keys(room):
    room.save()
    room.save(keys={"p256dh": P256DH, "auth": "ZZECAwQFBgcICQoLDA0ODw"})
    (kept,) = room.browsers.of_person(a_person_id(), now=NOW)
    assert kept.auth == "ZZECAwQFBgcICQoLDA0ODw"


def test_the_newest_browsers_are_kept(room):
    for number in range(MOST_DEVICES + 3):
        room.save(endpoint=f"{ENDPOINT}{number}")
        room.clock.passes(timedelta(minutes=1))
    newest_first = [f"{ENDPOINT}{number}" for number in range(MOST_DEVICES + 2, 2, -1)]
    assert room.kept() == newest_first


def test_an_answer_that_was_lost_is_asked_for_again(room):
    room.faults.plan("save", Fault.ANSWER_LOST)
    assert room.save().status == 503
    assert room.save().status == 200
    assert room.kept() == [ENDPOINT]


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"endpoint": "https://evil.example/x"}, {("endpoint", "push-endpoint")}),
        ({"endpoint": "http://127.0.0.1:8080/_push/1"}, {("endpoint", "push-endpoint")}),
        ({"endpoint": ""}, {("endpoint", "push-endpoint")}),
        ({"keys": {"p256dh": "AAAA", "auth": AUTH}}, {("keys.p256dh", "push-key")}),
        (
            {"endpoint": "x", "keys": {"p256dh": P256DH[:-4] + "AAAA", "auth": "AAAA"}},
            {("endpoint", "push-endpoint"), ("keys.p256dh", "push-key"), ("keys.auth", "push-key")},
        ),
        ({"keys": {"p256dh": P256DH}}, {("keys.auth", "required")}),
        ({"keys": None}, {("keys", "type")}),
        ({"endpoint": "https://fcm.googleapis.com/" + "x" * 1000}, {("endpoint", "too-long")}),
        ({"expirationTime": None}, {("expirationTime", "unknown-field")}),
    ],
)
def test_a_bad_subscription_names_its_fields_and_stores_nothing(room, fields, faults):
    reply = room.save(**fields)
    assert (reply.status, reply.faults) == (422, faults)
    assert room.kept() == []


def test_a_push_service_on_this_machine_is_taken_where_the_stage_says_so(room):
    room.push_to_loopback = True
    assert room.save(endpoint="http://127.0.0.1:8080/_push/1").status == 201
    assert room.save(endpoint="http://10.0.0.1:8080/_push/1").status == 422


def test_a_browser_is_removed_once_and_again(room):
    saved = room.save().json["subscription_id"]
    for _ in range(2):
        reply = room.remove(saved)
        assert (reply.status, reply.json) == (200, {})
    assert room.kept() == []


def test_nobody_removes_another_persons_browser(room):
    saved = room.save().json["subscription_id"]
    assert room.remove(saved, token=room.token_of(2)).status == 200
    assert room.kept() == [ENDPOINT]


@pytest.mark.parametrize("subscription", ["x", "0" * 15, "0" * 17, "PROFILE", "G" * 16, "٠" * 16])
def test_what_is_no_subscription_id_is_refused(room, subscription):
    reply = room.remove(subscription)
    assert (reply.status, reply.faults) == (422, {("subscription_id", "pattern")})
