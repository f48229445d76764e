"""The dated table of numbers."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from domain.base.dated import in_force
from domain.people.policy import OTP
from domain.presence.policy import VISIT_POLICIES, Stay, visit_policy

# domain.md's list of venue kinds, in minutes: default stay and cap.
STAYS = {
    **dict.fromkeys(("office", "committee", "factory", "school"), (600, 840)),
    **dict.fromkeys(("food", "massage", "beauty", "gym"), (90, 240)),
    **dict.fromkeys(("meeting", "wedding", "funeral", "worship"), (180, 360)),
    "market": (60, 240),
    **dict.fromkeys(("supermarket", "mall"), (120, 360)),
    **dict.fromkeys(("grocery", "essential", "shop"), (30, 120)),
    **dict.fromkeys(("tourism", "leisure"), (240, 480)),
    "hospital": (240, 1440),
    **dict.fromkeys(("health_station", "sampling", "vaccination"), (120, 360)),
    "lodging": (720, 1440),
    "transport": (60, 600),
    "other": (60, 240),
}
GATHERINGS = {"meeting", "wedding", "funeral", "worship", "market", "supermarket", "mall", "tourism", "leisure"}


@pytest.mark.parametrize("policy", VISIT_POLICIES, ids=lambda row: row.version)
def test_every_kind_of_venue_has_its_default_stay_and_cap(policy):
    minute = timedelta(minutes=1)
    found = {code: (k.stay.default // minute, k.stay.cap // minute) for code, k in policy.categories.items()}
    assert found == STAYS


@pytest.mark.parametrize("policy", VISIT_POLICIES, ids=lambda row: row.version)
def test_every_kind_has_a_name_in_both_languages(policy):
    assert all(kind.vi and kind.en for kind in policy.categories.values())
    assert {code for code, kind in policy.categories.items() if kind.crowd} == GATHERINGS


@pytest.mark.parametrize("policy", VISIT_POLICIES, ids=lambda row: row.version)
def test_an_owner_records_who_is_there_now(policy):
    assert policy.owner_records_within == timedelta(minutes=15)


@pytest.mark.parametrize(("default", "cap"), [(0, 60), (-1, 60), (61, 60)])
def test_a_stay_whose_cap_is_under_its_default_cannot_be_made(default, cap):
    with pytest.raises(ValueError, match="0 < default <= cap"):
        Stay(timedelta(minutes=default), timedelta(minutes=cap))


def test_a_default_equal_to_the_cap_is_legal():
    assert Stay(timedelta(minutes=60), timedelta(minutes=60)).default == timedelta(hours=1)


@dataclass(frozen=True)
class Row:
    since: date


ROWS = (Row(date(2021, 1, 1)), Row(date(2021, 7, 14)), Row(date(2022, 2, 21)))


@pytest.mark.parametrize(
    ("on", "row"),
    [
        (date(2020, 6, 1), 0),
        (date(2021, 1, 1), 0),
        (date(2021, 7, 13), 0),
        (date(2021, 7, 14), 1),
        (date(2022, 2, 20), 1),
        (date(2022, 2, 21), 2),
        (date(2030, 1, 1), 2),
    ],
)
def test_a_past_event_is_judged_by_the_row_then_in_force(on, row):
    assert in_force(ROWS, on) is ROWS[row]


def test_policies_are_in_date_order_and_cite_their_source():
    dates = [row.since for row in VISIT_POLICIES]
    assert dates == sorted(dates)
    assert all(row.source and row.version for row in VISIT_POLICIES)


def test_the_windows_of_a_check_in():
    policy = visit_policy(date(2021, 10, 2))
    assert policy.skew_trusted == timedelta(seconds=120)
    assert policy.skew_correctable == timedelta(hours=24)
    assert policy.oldest_scan == timedelta(days=7)
    assert policy.void_within == timedelta(minutes=10)
    assert policy.retention == timedelta(days=30)


def test_a_one_time_code_has_six_digits_and_five_tries():
    assert (OTP.digits, OTP.tries, OTP.sends_per_day, OTP.lives) == (6, 5, 5, timedelta(minutes=10))
