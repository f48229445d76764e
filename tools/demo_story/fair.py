"""A fair with more visitors than one person may have told: its F0 is confirmed last, and the crowd waits to be released."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from domain.base.period import LOCAL, shown
from tools import demo
from tools.demo_story.desk import Desk
from tools.demo_story.inboxes import read
from tools.demo_story.noted import Held
from tools.demo_story.outbreak import Patient
from tools.demo_story.quarter import Resident
from tools.seed.calls import at_once
from tools.seed.entry import Entered, Entry
from tools.seed.people import Person
from tools.seed.places import Place
from tools.seed.words import dice, full_name, likely, phone, surname

VISITORS = 520
OPENS = 9
SAMPLE = 20
_HOUSEHOLD = 10_000  # numbers that no household of the seed has
_PLACE = "fair"


def visitors(seed: int) -> list[Person]:
    """The same people every year; some come over from next door."""
    return [_visitor(seed, number) for number in range(VISITORS)]


def _visitor(seed: int, number: int) -> Person:
    of = dice(seed, "fair", number)
    woman = likely(of, 0.5)
    return Person(
        key=f"fair/{number}",
        household=_HOUSEHOLD + number,
        unit=demo.NEIGHBOUR if likely(of, 0.15) else demo.COMMUNE,
        full_name=full_name(of, surname(of), woman=woman),
        year_of_birth=of.randint(1955, 2005),
        phone=phone(of),
    )


def the_fair(seed: int) -> Place:
    of = dice(seed, "fair")
    return Place(_PLACE, demo.COMMUNE, "Hội chợ Việt Yên", "tourism", "Sân vận động Việt Yên", phone(of), VISITORS)


class Fair:
    """Yesterday's fair."""

    def __init__(self, entry: Entry, seed: int, today: date) -> None:
        self._entry, self._seed = entry, seed
        self._people = visitors(seed)
        self._day = datetime.combine(today - timedelta(days=1), time(OPENS), LOCAL)
        at_home = [person for person in self._people if person.unit == demo.COMMUNE]
        self.ill = at_home[today.toordinal() % len(at_home)]

    def held(self, desk: Desk) -> Held | None:
        """Everybody comes, one of them is found positive, and the crowd is held. None when that one has a case already."""
        known = self._entry.register(self._people, self._seed)
        venue = self._entry.found([the_fair(self._seed)], {})[_PLACE]
        at_once(lambda person: self._comes(person, known[person.key], venue), self._people, "visits of the fair")
        made = desk.confirm(self._patient(), [])
        if made is None:
            return None
        case_id, _ = made
        trace = desk.traced(case_id)
        people = trace["held"]["people"] if trace["status"] == "held" else 0
        told = self._told([known[person.key] for person in self._people if person is not self.ill])
        return Held(case_id, people, told)

    def _comes(self, person: Person, known: Entered, venue: Entered) -> None:
        of = dice(self._seed, "fair", self._day.isoformat(), person.key)
        came = self._day + timedelta(seconds=of.randrange(40 * 60))
        body = {"code": venue.secret, "at": shown(came)}
        if likely(of, 0.5):
            body["out_at"] = shown(came + timedelta(minutes=of.randrange(70, 180)))
        self._entry.api.post("/visits", body, known.secret)

    def _patient(self) -> Patient:
        tested = self._day + timedelta(hours=8)
        return Patient(Resident(self.ill), tested, tested + timedelta(hours=1))

    def _told(self, owners: Sequence[Entered]) -> int:
        """How many of a sample have a notice; nobody should before the release."""
        return sum(bool(read(self._entry, owner)) for owner in owners[:SAMPLE])
