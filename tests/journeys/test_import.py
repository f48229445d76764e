"""A volunteer enters the commune's 80 venues from one file: all of them, or none and the reasons."""

import pytest

from tests.journeys.actors.desktop import Desktop
from tests.journeys.actors.staff import a_file
from tests.journeys.actors.town import Commune
from tools.seed.places import places

pytestmark = pytest.mark.journey
VENUES = 80
BAD = {
    17: ("category", "karaoke", "category"),
    42: ("contact_phone", "113", "venue-phone"),
    63: ("name", "", "too-short"),
}


def rows(commune: Commune) -> list[dict[str, str]]:
    return [
        {
            "name": place.name,
            "category": place.category,
            "address": place.address,
            "contact_phone": place.contact_phone,
            "capacity": str(place.capacity or ""),
            "unit_code": commune.unit.code,
        }
        for place in places(7, VENUES, commune.unit)
    ]


def spoiled(good: list[dict[str, str]]) -> list[dict[str, str]]:
    """The header is line 1, so the venue of line 17 is the sixteenth."""
    return [{**row, BAD[line][0]: BAD[line][1]} if line in BAD else row for line, row in enumerate(good, start=2)]


def test_three_bad_rows_keep_all_eighty_out(commune: Commune) -> None:
    good = rows(commune)

    problem = commune.volunteer.imports(spoiled(good)).refused(422, "invalid")

    told = {fault["line"]: (fault["field"], fault["rule"]) for fault in problem["errors"]}
    assert told == {line: (field, rule) for line, (field, _, rule) in BAD.items()}
    assert all(f"Dòng {fault['line']}" in fault["text"]["vi"] for fault in problem["errors"])
    assert commune.officer.all_venues() == []

    imported = commune.volunteer.imports(good).ok(201)
    assert (imported["created"], imported["existing"]) == (VENUES, 0)
    again = commune.volunteer.imports(good).ok(201)
    assert (again["created"], again["existing"]) == (0, VENUES)
    assert [row["venue_id"] for row in again["rows"]] == [row["venue_id"] for row in imported["rows"]]
    assert len(commune.officer.all_venues()) == VENUES
    commune.officer.sees({}, venues=VENUES)


def test_a_row_of_the_neighbouring_commune_is_a_bad_row(commune: Commune) -> None:
    good = rows(commune)[:3]

    problem = commune.volunteer.imports([*good, {**good[0], "name": "Quán lạ", "unit_code": "07795"}]).refused(
        422, "invalid"
    )

    assert [(fault["line"], fault["rule"]) for fault in problem["errors"]] == [(5, "outside-jurisdiction")]
    assert commune.officer.all_venues() == []


@pytest.mark.web
def test_the_page_names_the_bad_rows_and_then_the_codes(commune: Commune, desktop: Desktop) -> None:
    good = rows(commune)
    desktop.signs_in(commune.volunteer)

    desktop.imports(a_file(spoiled(good)))
    desktop.is_told("sv.refused", count=len(BAD))
    assert desktop.reported_lines() == sorted(BAD)

    desktop.imports(a_file(good))
    desktop.is_told("sv.imported", count=VENUES)
    assert len(desktop.reported_lines()) == VENUES
