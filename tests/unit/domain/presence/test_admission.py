"""A visit is judged by how venue and code stood at its moment, not by how they stand when it arrives."""

from datetime import timedelta

import pytest

from domain.presence.admission import admitted
from domain.presence.codes import VenueCode
from domain.presence.errors import VenueCodeRetired, VenueDeactivated
from domain.presence.policy import CATEGORIES_2021
from domain.presence.succession import succeeded
from domain.presence.venue import VenueState
from tests.builders.base import NOW
from tests.builders.presence import POLICY, a_venue

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PLACE = a_venue()
FIRST, SECOND = PLACE.code, VenueCode.from_random(77)


def at(hour, **more):
    return NOW.replace(hour=hour, **more)


def judged(venue, moment, code=None):
    return admitted(venue, code, moment, clocks=POLICY.skew_trusted)


def closed(venue, start, end):
    venue = succeeded(venue, now=start, state=VenueState.DEACTIVATED)
    return succeeded(venue, now=end, state=VenueState.ACTIVE)


def reissued(venue, code, now):
    return succeeded(venue, now=now, code=code)


def test_a_venue_closed_for_two_hours_refuses_scans_of_these_two_alone():
    venue = closed(PLACE, at(10), at(12))
    for hour in (9, 12, 13):
        assert judged(venue, at(hour), FIRST).state is VenueState.ACTIVE
    for moment in (at(10), at(11)):
        with pytest.raises(VenueDeactivated):
            judged(venue, moment, FIRST)


def test_a_code_is_taken_for_scans_from_before_it_was_replaced_and_refused_after():
    venue = reissued(PLACE, SECOND, at(10))
    assert judged(venue, at(9, minute=59, second=59), FIRST).code == FIRST
    for moment in (at(10), at(11)):
        with pytest.raises(VenueCodeRetired):
            judged(venue, moment, FIRST)
        assert judged(venue, moment, SECOND).code == SECOND


def test_a_code_that_was_replaced_twice_was_in_force_in_between():
    third = VenueCode.from_random(78)
    venue = reissued(reissued(PLACE, SECOND, at(10)), third, at(12))
    assert judged(venue, at(11), SECOND).code == SECOND
    for moment, code in ((at(11), FIRST), (at(13), SECOND)):
        with pytest.raises(VenueCodeRetired):
            judged(venue, moment, code)


def test_a_code_that_was_never_this_venues_is_refused():
    with pytest.raises(VenueCodeRetired):
        judged(PLACE, NOW, SECOND)


def test_the_code_in_force_is_never_called_replaced_though_a_phone_be_slow():
    venue = reissued(PLACE, SECOND, at(10))
    assert judged(venue, at(9, minute=30), SECOND).state is VenueState.ACTIVE


def test_a_phone_as_slow_as_is_trusted_scans_at_a_venue_that_has_just_opened():
    venue = closed(PLACE, at(10), at(12))
    assert judged(venue, at(12) - POLICY.skew_trusted, FIRST).state is VenueState.ACTIVE
    with pytest.raises(VenueDeactivated):
        judged(venue, at(12) - POLICY.skew_trusted - timedelta(seconds=1), FIRST)


def test_a_code_replaced_while_the_venue_was_closed_is_refused_for_that_time():
    venue = succeeded(PLACE, now=at(10), state=VenueState.DEACTIVATED)
    venue = reissued(venue, SECOND, at(11))
    venue = succeeded(venue, now=at(12), state=VenueState.ACTIVE)
    assert judged(venue, at(9), FIRST).code == FIRST
    with pytest.raises(VenueDeactivated):
        judged(venue, at(10, minute=30), FIRST)
    with pytest.raises(VenueCodeRetired):
        judged(venue, at(12), FIRST)


def test_kind_and_stay_are_those_of_the_moment():
    food = CATEGORIES_2021["food"].stay
    venue = succeeded(PLACE, now=at(10), category="food", stay=food)
    assert (judged(venue, at(9)).category, judged(venue, at(9)).stay) == ("grocery", PLACE.stay)
    assert (judged(venue, at(10)).category, judged(venue, at(10)).stay) == ("food", food)
    assert venue.as_of(at(9)) == PLACE.present
    assert venue.as_of(at(11)) == venue.present


def test_a_venue_stored_without_a_past_is_judged_as_it_stands():
    for moment in (NOW - 7 * DAY, NOW):
        assert judged(PLACE, moment, FIRST) == PLACE.present
    with pytest.raises(VenueDeactivated):
        judged(a_venue(state=VenueState.DEACTIVATED), NOW - 7 * DAY, FIRST)


def test_what_no_accepted_scan_can_fall_into_is_forgotten():
    venue = reissued(PLACE, SECOND, NOW - 8 * DAY - HOUR)
    assert len(venue.before) == 1
    venue = succeeded(venue, now=NOW, state=VenueState.DEACTIVATED)
    assert [past.until for past in venue.before] == [NOW]


def test_a_change_of_name_alone_leaves_nothing_to_remember():
    assert succeeded(PLACE, now=NOW, name="Khác").before == ()


def test_a_standing_that_lasted_no_second_is_not_remembered():
    venue = closed(PLACE, at(10), at(10, microsecond=900_000))
    assert [past.then for past in venue.before] == [PLACE.present]
    assert venue.as_of(at(10)).state is VenueState.ACTIVE


def test_the_past_of_a_venue_that_opens_and_closes_all_day_stays_small():
    venue = PLACE
    for number in range(200):
        state = VenueState.DEACTIVATED if number % 2 == 0 else VenueState.ACTIVE
        venue = succeeded(venue, now=NOW + number * MINUTE, state=state)
    assert len(venue.before) == POLICY.most_standings
    assert venue.revision == 201
