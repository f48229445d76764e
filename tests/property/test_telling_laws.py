"""What leaves the platform for a phone says only that there is something to read; what is read there names nobody."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from adapters.memory.notice.exposures import MemoryExposures
from adapters.memory.notice.notices import MemoryMessenger, MemoryNotices
from adapters.memory.person.persons import MemoryPersons
from adapters.memory.person.subscriptions import MemoryPusher, MemorySubscriptions
from domain.people.codes import PersonId
from domain.presence.policy import CATEGORIES_2021
from domain.telling.exposure import PLACES as SAID
from domain.telling.exposure import SMS_TEXT, ExposureNotice, Told, Version, cause_of, notice_id, text_of
from domain.telling.notice import NoticeKey
from domain.telling.push import Subscription
from domain.tracing.codes import CaseCode
from functions.kit.bodies import encoded
from functions.notify.api import BLOCK, _shown, padded
from functions.notify.service import sending as service
from functions.notify.service.inquiries import my_notices
from tests.builders.base import NOW
from tests.builders.people import a_person
from tests.builders.telling import the_ways

SITE = "https://vungxanh.example"
NAMES = st.sampled_from(["Nguyễn Thị Lan", "Trần Văn Minh", "Lê Ý", "Vũ", "Bạn Bè", "Xanh Vung"])
PLACES = st.sampled_from(["", *CATEGORIES_2021])
DAYS = st.dates(date(2020, 12, 3), date(2026, 12, 31))
numbers = st.integers(1, 2**40)


@st.composite
def histories(draw, most=5):
    """What one person was told of one case: never the same twice in a row, and no correction first."""
    person, case = PersonId.from_random(draw(numbers)), CaseCode.from_random(draw(numbers))
    told = [draw(st.sampled_from([Told.F1, Told.F2]))]
    for _ in range(draw(st.integers(0, most - 1))):
        told.append(draw(st.sampled_from([what for what in Told if what is not told[-1]])))
    versions = tuple(
        Version(number, what, NOW + timedelta(minutes=number), draw(DAYS), draw(PLACES))
        for number, what in enumerate(told, 1)
    )
    return ExposureNotice(person, case, versions, NOW + timedelta(days=120))


class Room:
    def __init__(self, notice, name, *, has_browser):
        person = a_person(person_id=notice.person, full_name=name)
        self.outbox, self.notice = MemoryNotices(), notice
        self.exposures = MemoryExposures(outbox=self.outbox)
        persons, browsers = MemoryPersons(), MemorySubscriptions()
        persons.register(person, device="d1", registration="r1")
        if has_browser:
            browsers.save(notice.person, Subscription("https://fcm.googleapis.com/fcm/send/1", "k", "a", NOW))
        self.messenger, self.pusher = MemoryMessenger(), MemoryPusher()
        self.ports = the_ways(
            outbox=self.outbox,
            messenger=self.messenger,
            pusher=self.pusher,
            subscriptions=browsers,
            persons=persons,
            site_url=SITE,
        )

    def tell_and_send_each(self):
        key = NoticeKey(self.notice.person, cause_of(self.notice.case))
        for count in range(1, len(self.notice.versions) + 1):
            assert self.exposures.tell(replace(self.notice, versions=self.notice.versions[:count]))
            for _ in range(2):
                service.send(key, ports=self.ports, now=NOW + timedelta(hours=1))


@given(histories(), NAMES)
def test_every_text_message_is_the_same_message(notice, name):
    room = Room(notice, name, has_browser=False)
    room.tell_and_send_each()
    assert {text for _, text, _ in room.messenger.messages} <= {SMS_TEXT.format(site=SITE)}


@given(histories(), NAMES)
def test_every_push_is_one_opaque_id_of_the_same_length(notice, name):
    room = Room(notice, name, has_browser=True)
    room.tell_and_send_each()
    assert len(room.pusher.pushes) == len(notice.versions)
    for _, message, _ in room.pusher.pushes:
        assert re.fullmatch(r'\{"id": "[0-9a-z]{12}"\}', message)
        assert str(notice.case) not in message
        assert str(notice.person) not in message
    assert room.messenger.messages == []


@given(histories(), NAMES)
def test_each_version_goes_out_once_under_an_id_of_its_own(notice, name):
    room = Room(notice, name, has_browser=True)
    room.tell_and_send_each()
    wanted = [f"{notice.case}:{notice.person}:{version.number}" for version in notice.versions]
    assert [once for _, _, once in room.pusher.pushes] == wanted


@given(histories(), NAMES)
def test_a_push_names_the_entry_of_the_page(notice, name):
    room = Room(notice, name, has_browser=True)
    room.tell_and_send_each()
    pushed = [json.loads(message)["id"] for _, message, _ in room.pusher.pushes]
    listed = [
        notice_id(entry.notice, entry.version)
        for entry in my_notices([notice.person], notices=room.exposures, now=NOW + timedelta(hours=1))
    ]
    assert pushed == listed[::-1]
    assert len(set(pushed)) == len(pushed)


@given(histories(), histories())
def test_words_depend_on_grade_day_and_kind_of_place_alone(one, other):
    """Whoever was met, wherever it was: two people who may be told the same are told the same."""
    (version, *_), (elsewhere, *_) = one.versions, other.versions
    alike = elsewhere._replace(told=version.told, day=version.day, category=version.category)
    assert text_of(alike) == text_of(version)


@given(histories(most=1))
def test_words_without_a_kind_of_place_name_a_week_and_no_day(notice):
    version = notice.newest
    monday = version.day - timedelta(days=version.day.weekday())
    text = text_of(version._replace(category="", day=monday))
    for words in text:
        assert all(place.vi not in words and place.en not in words for place in SAID.values())
        assert re.findall(r"\d\d/\d\d", words) == [f"{monday:%d/%m}", f"{monday + timedelta(days=6):%d/%m}"]
        assert not re.search(r"\d\d:\d\d", words)


@given(st.lists(histories(most=3), max_size=6))
def test_the_length_of_an_answer_is_a_multiple_of_its_block(notices):
    exposures = MemoryExposures(outbox=MemoryNotices())
    for notice in notices:
        for count in range(1, len(notice.versions) + 1):
            exposures.tell(replace(notice, person=PersonId.from_random(1), versions=notice.versions[:count]))
    own = my_notices([PersonId.from_random(1)], notices=exposures, now=NOW)
    answer = encoded(padded([_shown(entry) for entry in own])).encode()
    assert len(answer) % BLOCK == 0
    assert len(answer) - BLOCK < len(encoded([_shown(entry) for entry in own]).encode()) + 40
