"""One F0 and exactly so many contacts: visits of two days at a few markets, and who lives where."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from adapters.dynamo import key_parts
from adapters.dynamo.person import keys
from adapters.dynamo.visit.item import item_from_visit
from adapters.dynamo.wire import NewItem, s
from domain.base.period import epoch
from domain.people.codes import CardCode, PersonId
from domain.people.person import Person
from domain.presence.codes import VenueId
from domain.presence.policy import visit_policy
from domain.presence.visit import Source, Visit, VisitKey
from domain.tracing.milestone import Dates

AT_ONE_VENUE = 350  # with those who come twice, below the size at which a group is held
TWICE = 0.2
PASSING = 0.1  # there too, but not for long enough
ELSEWHERE = 0.05  # contacts who live in another commune
HOME, OTHER_HOMES = "VN-2025H2/24/07777", ("VN-2025H2/24/07795", "VN-2025H2/24/07798")
STOP, APART = timedelta(minutes=60), timedelta(minutes=75)


@dataclass(frozen=True)
class Town:
    """`contacts` are those whom a true search finds."""

    f0: Person
    dates: Dates
    contacts: frozenset[PersonId]
    visits: tuple[Visit, ...]
    homes: dict[PersonId, str]

    def items(self) -> Iterator[tuple[str, NewItem]]:
        """Everything that is stored before the case is confirmed."""
        for visit in self.visits:
            yield "Visit", item_from_visit(visit)
        for person, unit in self.homes.items():
            yield "Person", {"pk": s(key_parts.person(person)), "sk": s(keys.PROFILE), "u": s(unit)}


def town(count: int, seed: int, now: datetime) -> Town:
    """A town of `count` contacts."""
    rng = random.Random(seed)
    venues = max(3, ceil(count / AT_ONE_VENUE))
    f0 = PersonId.from_random(rng.getrandbits(60))
    starts = [now - timedelta(hours=1) - (place + 1) * APART for place in range(venues)]
    stops = [(VenueId.from_random(rng.getrandbits(35)), start) for start in starts]
    visits = [_visit(f0, venue, start, STOP) for venue, start in stops]
    contacts = [PersonId.from_random(rng.getrandbits(60)) for _ in range(count)]
    for place, person in enumerate(contacts):
        for venue, start in (
            {stops[place % venues], rng.choice(stops)} if rng.random() < TWICE else {stops[place % venues]}
        ):
            shift = timedelta(seconds=rng.randrange(-1_800, 1_800))
            visits.append(_visit(person, venue, start + shift, timedelta(seconds=rng.randrange(2_700, 3_600))))
    for place in range(round(PASSING * count)):
        venue, start = stops[place % venues]
        passing = PersonId.from_random(rng.getrandbits(60))
        visits.append(_visit(passing, venue, start, timedelta(seconds=rng.randrange(60, 899))))
    homes = {person: rng.choice(OTHER_HOMES) if rng.random() < ELSEWHERE else HOME for person in contacts}
    dates = Dates(specimen_at=now - timedelta(hours=20), confirmed_at=now - timedelta(minutes=30))
    return Town(_person(f0, now), dates, frozenset(contacts), tuple(visits), homes)


def _visit(person: PersonId, venue: VenueId, start: datetime, stays: timedelta) -> Visit:
    return Visit(
        key=VisitKey(person, epoch(start), venue),
        start=start,
        end=start + stays,
        is_open=False,
        category="market",
        unit_path=HOME,
        source=Source.PERSON_SCAN,
        expires_at=start + visit_policy(start.date()).retention,
        device="d1",
    )


def _person(person: PersonId, now: datetime) -> Person:
    return Person(
        person_id=person,
        full_name="Nguyễn Thị Hoa",
        year_of_birth=1980,
        unit_path=HOME,
        unit_name="Phường Việt Yên, Tỉnh Bắc Ninh",
        card=CardCode.from_random(epoch(now)),
        registered_at=now - timedelta(days=40),
    )
