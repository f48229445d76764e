"""Several people of one number, told at once by senders that die and overtake each other: one message, and nobody left."""

from contextlib import suppress
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from adapters.memory.notice.exposures import MemoryExposures
from adapters.memory.notice.notices import MemoryMessenger, MemoryNotices
from adapters.memory.notice.texts import MemoryTexts
from adapters.memory.person.persons import MemoryPersons
from domain.base.errors import Busy
from domain.telling.exposure import ExposureNotice, Told, Version, cause_of
from domain.telling.notice import NoticeKey, NoticeState
from domain.tracing.codes import CaseCode
from functions.notify.service import sending
from tests.builders.base import NOW
from tests.builders.people import a_person, a_person_id
from tests.builders.telling import the_ways
from tests.property.town import DAY, MINUTE, Crash, Lapse, Trouble

CASE = CaseCode.from_random(7)
FAMILY = st.integers(2, 4)
DEATHS = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(list(Lapse))), max_size=3)
ORDERS = st.lists(st.integers(0, 3), max_size=10)


class House:
    """People of one number, each of whom has just been told."""

    def __init__(self, size):
        self.trouble, self.now = Trouble(), NOW
        self.outbox = MemoryNotices(self.trouble)
        self.messenger = MemoryMessenger(self.trouble)
        persons = MemoryPersons(self.trouble)
        exposures = MemoryExposures(outbox=self.outbox)
        self.keys = []
        for number in range(1, size + 1):
            persons.register(a_person(number, phone="+84905000001"), device="d", registration=f"r{number}")
            version = Version(1, Told.F1, NOW, date(2021, 9, 27))
            exposures.tell(ExposureNotice(a_person_id(number), CASE, (version,), NOW + 120 * DAY))
            self.keys.append(NoticeKey(a_person_id(number), cause_of(CASE)))
        self.ports = the_ways(
            outbox=self.outbox, messenger=self.messenger, persons=persons, texts=MemoryTexts(self.trouble)
        )

    def message(self, number, overtaken_by=None):
        key = self.keys[number % len(self.keys)]
        if overtaken_by is not None:
            self.trouble.overtake = lambda: self.message(overtaken_by)
        with suppress(Busy, Crash):
            sending.send(key, ports=self.ports, now=self.now)

    @property
    def unsent(self):
        return [key for key in self.keys if (kept := self.outbox.of(key)) and kept.state is not NoticeState.SENT]

    def settles(self):
        self.trouble.forget()
        self.trouble.overtake = None
        for _ in range(3):
            self.now += 3 * MINUTE
            for number in range(len(self.keys)):
                self.message(number)


@given(FAMILY, ORDERS)
def test_whoever_comes_when_one_message_tells_all(size, order):
    house = House(size)
    for number in order:
        house.message(number)
    house.settles()
    assert len(house.messenger.messages) == 1
    assert house.unsent == []


@given(FAMILY, ORDERS, DEATHS)
def test_whatever_breaks_everybody_is_told_and_each_death_costs_one_message_at_most(size, order, deaths):
    house = House(size)
    for after, lapse in deaths:
        house.trouble.after(after, lapse)
    for number in order:
        house.message(number, overtaken_by=number + 1)
    house.settles()
    assert 1 <= len(house.messenger.messages) <= 1 + len(deaths)
    assert house.unsent == []
