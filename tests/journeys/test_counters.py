"""The figures say what happened: no less for a crowd at once, no more for what was sent twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from domain.base.period import local_day
from tests.journeys.actors.names import a_card_number, a_name, ago, of
from tests.journeys.actors.town import Commune, Town
from tools import demo

pytestmark = pytest.mark.journey
CATEGORIES = ("market", "grocery", "food")


def test_counters_equal_a_recount_after_duplicates(town: Town, ours: Commune) -> None:
    commune = ours
    venues = [commune.volunteer.registers_venue(kind) for kind in CATEGORIES]
    people = [commune.citizen() for _ in range(6)]
    number = a_card_number()
    commune.volunteer.registers_person(full_name=a_name(), year_of_birth=1950, identity_number=number).ok(201)
    scans = [
        (person, venue, moment)
        for person in people
        for venue in venues
        for moment in (ago(days=3, minutes=of.randint(0, 200)), ago(minutes=of.randint(1, 20)))
    ]
    twice = [*scans, *scans[::3], *scans[::5]]
    of.shuffle(twice)

    with ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(lambda scan: scan[0].scans(scan[1], scan[2]).status, twice))
    commune.volunteer.records(venues[0], {"identity_number": number}, moment := ago(hours=1)).ok(201)
    commune.volunteer.records(venues[0], {"identity_number": number}, moment).ok(200)

    assert Counter(answers) == {201: len(scans), 200: len(twice) - len(scans)}
    kind = {venue.venue_id: category for venue, category in zip(venues, CATEGORIES, strict=True)}
    recount = Counter((_day(moment), kind[venue.venue_id]) for _, venue, moment in scans)
    recount[_day(moment), "market"] += 1
    commune.officer.sees(dict(recount), venues=len(venues))
    assert commune.unit.code in town.officer("province").figures(demo.PROVINCE).units


def test_what_was_taken_back_is_not_counted_as_new(commune: Commune) -> None:
    venue, lan = commune.volunteer.registers_venue("food"), commune.citizen()
    wrong = lan.checks_in(venue, ago(minutes=2))
    right = lan.checks_in(venue, ago(minutes=1))

    assert lan.takes_back(wrong["visit_id"]).ok(200)["flags"] == ["void"]

    commune.officer.sees({(right["from"][:10], "food"): 1}, venues=1)


def test_a_venue_imported_again_is_counted_once(commune: Commune) -> None:
    row = {
        "name": "Chợ Đình",
        "category": "market",
        "address": "1 đường Trần Phú",
        "contact_phone": "0731234567",
    }
    for _ in range(3):
        commune.volunteer.imports([row]).ok(201)
    commune.volunteer.imports([row, {**row, "name": "Chợ Chiều"}]).ok(201)

    commune.officer.sees({}, venues=2)


def _day(moment: datetime) -> str:
    return local_day(moment).isoformat()
