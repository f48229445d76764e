"""Rules V1 to V11 of a visit, told by the scenarios of the tracing contract."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.base.period import local_day
from domain.presence.codes import VenueId
from domain.presence.errors import LeftBeforeArriving, VisitInFuture, VisitTooOld, VoidTooLate
from domain.presence.policy import CATEGORIES_2021
from domain.presence.visit import (
    Corrected,
    Flag,
    Scan,
    VisitKey,
    closed_by_next,
    corrected,
    end_of_stay,
    left,
    marks,
    scan_second,
    voided,
)
from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.builders.presence import POLICY, a_venue_id, a_visit

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)
SHOP = CATEGORIES_2021["shop"].stay
MARKET = CATEGORIES_2021["market"].stay


def correct(at, client_now=None, age=None, received=NOW):
    return corrected(Scan(at, client_now, age), policy=POLICY, received=received)


def test_a_check_in_already_carries_the_default_end_of_its_kind():
    visit = a_visit(category="market")
    assert (visit.start, visit.end, visit.is_open) == (NOW, NOW + HOUR, True)


def test_a_visit_expires_thirty_days_after_it_began():
    assert a_visit().expires_at == NOW + 30 * DAY


def test_forgotten_check_out_ends_at_the_default_end():  # S5
    f0 = a_visit(category="market", at=datetime(2021, 10, 2, 2, 0, tzinfo=UTC))
    assert f0.end == datetime(2021, 10, 2, 3, 0, tzinfo=UTC)


def test_a_check_out_sets_the_end():
    done = left(a_visit(), NOW + 12 * MINUTE, SHOP)
    assert (done.end, done.is_open, done.flags) == (NOW + 12 * MINUTE, False, ())


def test_a_late_check_out_within_the_cap_is_valid():  # S6
    done = left(a_visit(category="market"), NOW + 230 * MINUTE, MARKET)
    assert (done.end, done.flags) == (NOW + 230 * MINUTE, ())


def test_a_check_out_exactly_at_the_cap_is_not_flagged():
    assert left(a_visit(), NOW + 120 * MINUTE, SHOP).flags == ()


def test_a_check_out_beyond_the_cap_is_clipped_and_flagged():  # S7
    done = left(a_visit(), NOW + 5 * HOUR, SHOP)
    assert (done.end, done.flags) == (NOW + 120 * MINUTE, (Flag.CAPPED,))


def test_leaving_twice_returns_the_first_end():  # S8
    once = left(a_visit(), NOW + 12 * MINUTE, SHOP)
    assert left(once, NOW + 25 * MINUTE, SHOP) is once


def test_leaving_at_the_second_of_arrival_gives_a_visit_of_no_length():
    done = left(a_visit(), NOW, SHOP)
    assert done.end == done.start


def test_leaving_before_arriving_is_refused():  # S4
    with pytest.raises(LeftBeforeArriving):
        left(a_visit(), NOW - SECOND, SHOP)


def test_a_closed_visit_does_not_mind_a_leaving_before_its_arrival():
    closed = left(a_visit(), NOW + MINUTE, SHOP)
    assert left(closed, NOW - HOUR, SHOP) is closed


@pytest.mark.parametrize(
    ("after", "length", "flagged"),
    [(-HOUR, 0, False), (0 * MINUTE, 0, False), (50 * MINUTE, 50, False), (3 * HOUR, 120, True)],
)
def test_the_end_is_clamped_to_arrival_and_cap(after, length, flagged):
    end, flags = end_of_stay(NOW, NOW + after, SHOP)
    assert end == NOW + length * MINUTE
    assert flags == ((Flag.CAPPED,) if flagged else ())


def test_a_repeat_of_person_second_and_venue_is_the_same_visit():  # S9
    later_in_the_second = NOW.replace(microsecond=800_000)
    assert a_visit(at=NOW).key == a_visit(at=later_in_the_second).key


@pytest.mark.parametrize("change", [{"person": 2}, {"venue": 2}, {"at": NOW + SECOND}])
def test_another_person_venue_or_second_is_another_visit(change):  # S10: a re-entry is a second visit
    assert a_visit().key != a_visit(**change).key


def test_a_visit_over_midnight_is_one_and_belongs_to_the_first_day():  # S11
    before = datetime(2021, 10, 2, 16, 50, tzinfo=UTC)  # 23:50 in Việt Nam
    visit = left(a_visit(at=before, category="food"), before + 20 * MINUTE, CATEGORIES_2021["food"].stay)
    assert visit.end - visit.start == 20 * MINUTE
    assert local_day(visit.start) == local_day(NOW)


def test_the_next_check_in_closes_an_open_visit_early():  # S14
    done = closed_by_next(a_visit(), NOW + 10 * MINUTE)
    assert (done.end, done.is_open) == (NOW + 10 * MINUTE, False)
    assert not done.end_is_assumed


@pytest.mark.parametrize(("minutes", "assumed"), [(29, False), (30, False), (31, True), (1500, True)])
def test_after_the_default_end_the_next_check_in_tells_no_end(minutes, assumed):
    done = closed_by_next(a_visit(flags=(Flag.CODE_TYPED,)), NOW + minutes * MINUTE)
    assert done.end == NOW + min(minutes, 30) * MINUTE
    assert done.end_is_assumed == assumed
    assert done.flags == ((Flag.CODE_TYPED, Flag.END_ASSUMED) if assumed else (Flag.CODE_TYPED,))


def test_an_end_is_assumed_until_it_is_told_and_when_the_cap_stands_for_it():
    assert a_visit().end_is_assumed
    assert not left(a_visit(), NOW + 120 * MINUTE, SHOP).end_is_assumed
    assert left(a_visit(), NOW + 20 * HOUR, SHOP).end_is_assumed


def test_the_next_check_in_never_extends_a_visit():  # S14, I20
    done = closed_by_next(a_visit(), NOW + 3 * HOUR)
    assert (done.end, done.is_open) == (NOW + 30 * MINUTE, False)


def test_a_next_check_in_from_before_the_arrival_changes_nothing():
    visit = a_visit()
    assert closed_by_next(visit, NOW - SECOND) is visit


def test_a_next_check_in_leaves_a_closed_visit_alone():
    closed = left(a_visit(), NOW + 20 * MINUTE, SHOP)
    assert closed_by_next(closed, NOW + 10 * MINUTE) is closed


@pytest.mark.parametrize("skew", [timedelta(0), 120 * SECOND, -120 * SECOND])
def test_a_clock_within_two_minutes_is_trusted(skew):
    at = NOW - 5 * MINUTE
    assert correct(at, client_now=NOW - skew) == Corrected(at, ())


def test_a_phone_three_hours_ahead_is_shifted():  # S16
    found = correct(NOW + 3 * HOUR - 5 * MINUTE, client_now=NOW + 3 * HOUR, age=5 * MINUTE)
    assert found == Corrected(NOW - 5 * MINUTE, (Flag.CLOCK_SHIFTED,))


@pytest.mark.parametrize("skew", [121 * SECOND, -3 * HOUR, 24 * HOUR, -24 * HOUR])
def test_a_clock_wrong_by_up_to_a_day_is_shifted_by_the_difference(skew):
    found = correct(NOW - skew - MINUTE, client_now=NOW - skew)
    assert found == Corrected(NOW - MINUTE, (Flag.CLOCK_SHIFTED,))


def test_a_phone_at_1970_gives_the_moment_by_the_age_of_the_scan():  # S16
    start = datetime(1970, 1, 1, tzinfo=UTC)
    found = correct(start + HOUR, client_now=start + 3 * HOUR, age=2 * HOUR)
    assert found == Corrected(NOW - 2 * HOUR, (Flag.CLOCK_SHIFTED,))


def test_a_phone_at_1970_without_an_age_counts_by_its_own_clock():
    start = datetime(1970, 1, 1, tzinfo=UTC)
    assert correct(start + HOUR, client_now=start + 3 * HOUR).at == NOW - 2 * HOUR


def test_a_clock_that_was_set_since_the_scan_gives_way_to_the_age():
    stepped = correct(NOW - 5 * HOUR, client_now=NOW, age=10 * MINUTE)
    assert stepped == Corrected(NOW - 10 * MINUTE, (Flag.CLOCK_SHIFTED,))


def test_with_nothing_usable_the_moment_of_receipt_stands():
    start = datetime(1970, 1, 1, tzinfo=UTC)
    assert correct(start + 3 * HOUR, client_now=start + HOUR) == Corrected(NOW, (Flag.CLOCK_SERVER,))


def test_a_scan_after_the_clock_of_its_own_device_becomes_the_moment_of_receipt():
    assert correct(NOW + 10 * MINUTE, client_now=NOW) == Corrected(NOW, (Flag.CLOCK_SERVER,))


def test_a_device_that_hides_its_clock_may_not_name_the_future():
    assert correct(NOW + 120 * SECOND).at == NOW + 120 * SECOND
    with pytest.raises(VisitInFuture):
        correct(NOW + 121 * SECOND)


def test_a_scan_of_eight_days_ago_is_refused():  # S16
    with pytest.raises(VisitTooOld):
        correct(NOW - 8 * DAY, client_now=NOW)


def test_a_scan_of_exactly_seven_days_is_taken_and_a_second_more_is_not():
    assert correct(NOW - 7 * DAY).at == NOW - 7 * DAY
    with pytest.raises(VisitTooOld):
        correct(NOW - 7 * DAY - SECOND)


def test_a_shifted_scan_is_judged_by_its_true_age():
    with pytest.raises(VisitTooOld):
        correct(NOW + 3 * HOUR - 8 * DAY, client_now=NOW + 3 * HOUR)


def test_an_age_over_seven_days_is_refused_whatever_the_clock_says():
    start = datetime(1970, 1, 1, tzinfo=UTC)
    with pytest.raises(VisitTooOld):
        correct(start + HOUR, client_now=start + 2 * HOUR, age=8 * DAY)


def test_an_offline_scan_of_two_days_ago_keeps_its_moment():  # S17
    at = NOW - 2 * DAY
    assert correct(at, client_now=NOW, age=2 * DAY) == Corrected(at, ())


def test_a_corrected_moment_has_whole_seconds():
    assert correct(NOW.replace(microsecond=700_000)).at == NOW


def test_a_wrong_scan_is_taken_back_within_ten_minutes():
    gone = voided(a_visit(), policy=POLICY, now=NOW + 10 * MINUTE)
    assert (gone.end, gone.is_open, gone.flags) == (NOW, False, (Flag.VOID,))


def test_taking_back_twice_changes_nothing_even_later():
    gone = voided(a_visit(), policy=POLICY, now=NOW + MINUTE)
    assert voided(gone, policy=POLICY, now=NOW + DAY) is gone


def test_after_ten_minutes_a_visit_stands():
    with pytest.raises(VoidTooLate):
        voided(a_visit(), policy=POLICY, now=NOW + 10 * MINUTE + SECOND)


def test_a_closed_visit_may_be_taken_back_and_keeps_its_other_flags():
    capped = replace(a_visit(), is_open=False, flags=(Flag.CAPPED,))
    assert voided(capped, policy=POLICY, now=NOW).flags == (Flag.CAPPED, Flag.VOID)


def test_a_visit_taken_back_is_not_ended_again():
    gone = voided(a_visit(), policy=POLICY, now=NOW)
    assert left(gone, NOW + 20 * MINUTE, SHOP) is gone
    assert closed_by_next(gone, NOW + 20 * MINUTE) is gone


@pytest.mark.parametrize("second", [0, 1, 1_633_137_312, 9_999_999_999, -25_200])
def test_a_visit_id_is_read_back(second):
    key = VisitKey(a_person_id(), second, a_venue_id())
    assert VisitKey.of(a_person_id(), key.visit_id) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "1633137312",
        "1633137312-",
        f"-{a_venue_id()}",
        f"x-{a_venue_id()}",
        f"16331373120-{a_venue_id()}",
        f"１６３３-{a_venue_id()}",
        f"+12-{a_venue_id()}",
        f"1_0-{a_venue_id()}",
        f"--12-{a_venue_id()}",
        "1633137312-mhjy4aa9",
        f"1633137312-{VenueId.from_random(1).shown}",
    ],
)
def test_what_is_no_visit_id_is_refused(text):
    with pytest.raises(ValueError):
        VisitKey.of(a_person_id(), text)


def test_the_key_keeps_the_second_of_the_devices_own_clock():
    assert scan_second(NOW.replace(microsecond=999_999)) == int(NOW.timestamp())


# Visits that predate the registration

GRACE = POLICY.before_registration


@pytest.mark.parametrize(
    ("registered", "marked"),
    [
        (NOW - 30 * GRACE, False),
        (NOW, False),
        (NOW + GRACE, False),  # scanned first, registered when the network came back
        (NOW + GRACE + timedelta(seconds=1), True),
        (None, False),  # a token of before tokens said so
    ],
)
def test_a_scan_is_marked_that_is_older_than_its_person_by_more_than_a_lack_of_network(registered, marked):
    assert marks(NOW, registered, POLICY) == ((Flag.PREDATES_REGISTRATION,) if marked else ())
