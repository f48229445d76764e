"""The demonstration's story before it is told: repeatable, believable, and acceptable to the product's own rules."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from domain.base.period import LOCAL
from domain.base.text import broken_rule, folded, name_rule
from domain.people.papers import helpline_number, identity_number, phone_e164
from domain.people.person import birth_year_rule
from domain.presence.policy import CATEGORIES_2021
from tools import demo
from tools.seed.days import Scan, scans_of, so_far
from tools.seed.helplines import bodies
from tools.seed.people import people
from tools.seed.places import places

SEED, HOUSEHOLDS = demo.SEED, 72
DAYS = [date(2021, 10, 2) + timedelta(days=n) for n in range(demo.DAYS)]
VENUES = places(SEED, demo.VENUES, demo.COMMUNE)
PEOPLE = people(SEED, HOUSEHOLDS)


def scans(day: date, seed: int = SEED) -> list[Scan]:
    return scans_of(day, seed, PEOPLE, VENUES, demo.SCANS_A_DAY)


def test_the_same_seed_tells_the_same_story_and_another_seed_another() -> None:
    assert (people(SEED, HOUSEHOLDS), places(SEED, demo.VENUES, demo.COMMUNE)) == (PEOPLE, VENUES)
    assert scans(DAYS[0]) == scans(DAYS[0])
    assert scans(DAYS[0]) != scans(DAYS[1])
    assert scans(DAYS[0]) != scans(DAYS[0], seed=SEED + 1)


def test_a_small_scale_begins_like_the_large_one() -> None:
    assert people(SEED, 6) == PEOPLE[: len(people(SEED, 6))]
    assert places(SEED, 8, demo.COMMUNE) == VENUES[:8]


def test_eighty_venues_of_every_kind_none_twice() -> None:
    keys = {(venue.unit.code, folded(venue.name), folded(venue.address)) for venue in VENUES}

    assert len(keys) == demo.VENUES
    assert {venue.category for venue in VENUES} == set(CATEGORIES_2021)


@pytest.mark.parametrize("seed", range(5))
def test_the_product_would_take_every_name_and_number(seed: int) -> None:
    for person in people(seed, HOUSEHOLDS):
        assert name_rule(person.full_name) is None
        assert birth_year_rule(person.year_of_birth, today=DAYS[0]) is None
        assert person.phone is None or phone_e164(person.phone)
        assert person.identity is None or identity_number(person.identity).startswith("CCCD:")
    for venue in places(seed, demo.VENUES, demo.COMMUNE):
        assert broken_rule(venue.name, 120) is None
        assert broken_rule(venue.address, 200) is None
        assert phone_e164(venue.contact_phone)


def test_households_share_phones_and_some_people_have_none() -> None:
    phones = [person.phone for person in PEOPLE if person.phone]

    assert len(set(phones)) < len(phones)
    assert any(person.assisted and person.identity for person in PEOPLE)
    assert any(person.assisted and not person.identity for person in PEOPLE)
    assert len({person.registration_id(SEED) for person in PEOPLE}) == len(PEOPLE)


@pytest.mark.parametrize("day", DAYS)
def test_a_day_has_its_hundred_scans_and_nobody_is_in_two_places(day: date) -> None:
    told = scans(day)
    low, high = demo.SCANS_A_DAY

    assert low <= len(told) <= high
    assert len({(scan.person, scan.place, scan.at) for scan in told}) == len(told)
    assert all(scan.at.date() == day for scan in told)
    for person in {scan.person for scan in told}:
        stays = sorted((scan.at, scan.until or scan.at) for scan in told if scan.person == person)
        assert all(left <= arrived for (_, left), (arrived, _) in pairwise(stays))


def test_some_venues_stay_silent() -> None:
    scanned = {scan.place for day in DAYS for scan in scans(day)}

    assert {venue.key for venue in VENUES} - scanned


def test_of_today_only_what_has_happened_is_told() -> None:
    noon = datetime(2021, 10, 2, 12, tzinfo=LOCAL)

    told = so_far(scans(DAYS[0]), noon)

    assert 0 < len(told) < len(scans(DAYS[0]))
    assert all(scan.at <= noon and (scan.until is None or scan.until <= noon) for scan in told)


def test_commune_and_province_say_whom_to_call_once_for_each_kind() -> None:
    told = [(body["unit"]["code"], body["kind"]) for _, body in bodies()]
    assert len(told) == len({*told})
    assert {(demo.COMMUNE.code, "station"), (demo.PROVINCE.code, "cdc"), (demo.PROVINCE.code, "hotline")} <= {*told}
    for username, body in bodies():
        assert helpline_number(body["phone"])
        assert broken_rule(body["name"], 100) is None
        assert body["unit"]["code"] == next(s.unit.code for s in demo.STAFF if s.username == username)
