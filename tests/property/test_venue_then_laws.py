"""Laws of how a venue stood, for every history of changes and every moment."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.presence.admission import admitted
from domain.presence.codes import VenueCode
from domain.presence.errors import VenueCodeRetired, VenueDeactivated
from domain.presence.policy import CATEGORIES_2021
from domain.presence.succession import succeeded
from domain.presence.venue import Venue, VenueState, VenueThen
from tests.builders.base import NOW
from tests.builders.presence import POLICY, a_venue

MINUTE = timedelta(minutes=1)
CODES = [VenueCode.from_random(number) for number in (11, 12, 13)]
FACTS = st.one_of(
    st.sampled_from(VenueState).map(lambda state: {"state": state}),
    st.sampled_from(CODES).map(lambda code: {"code": code}),
    st.sampled_from(["food", "grocery", "market"]).map(lambda c: {"category": c, "stay": CATEGORIES_2021[c].stay}),
    st.just({"name": "Khác"}),
)
SPAN = 7 * 24 * 60
HISTORIES = st.lists(st.tuples(st.integers(0, SPAN), FACTS), max_size=12).map(
    lambda told: sorted(told, key=lambda t: t[0])
)
MINUTES = st.integers(0, SPAN)


def played(history) -> tuple[Venue, list[tuple[int, VenueThen]]]:
    """The venue as it is today, and since when it stood how, told one by one."""
    venue = a_venue()
    stood = [(-1, venue.present)]
    for minute, facts in history:
        venue = succeeded(venue, now=NOW - (SPAN - minute) * MINUTE, **facts)
        stood.append((minute, venue.present))
    return venue, stood


@given(HISTORIES, MINUTES)
def test_a_venue_is_remembered_as_it_stood_at_every_moment_that_is_still_accepted(history, minute):
    venue, stood = played(history)
    told = [then for since, then in stood if since <= minute][-1]
    assert venue.as_of(NOW - (SPAN - minute) * MINUTE) == told


@given(HISTORIES, MINUTES, st.sampled_from([*CODES, a_venue().code]))
def test_who_could_check_in_at_the_moment_is_taken_however_late(history, minute, code):
    venue, stood = played(history)
    told = [then for since, then in stood if since <= minute][-1]
    if told.code == code and told.state is VenueState.ACTIVE:
        moment = NOW - (SPAN - minute) * MINUTE
        assert admitted(venue, code, moment, clocks=POLICY.skew_trusted) == told


@given(HISTORIES, MINUTES)
def test_nobody_is_taken_into_a_venue_that_was_closed_around_the_moment(history, minute):
    venue, stood = played(history)
    since = [start for start, _ in stood[1:]] + [SPAN * 2]
    open_around = any(
        then.state is VenueState.ACTIVE and start < end and start <= minute + 2 and minute < end
        for (start, then), end in zip(stood, since, strict=True)
    )
    try:
        admitted(venue, None, NOW - (SPAN - minute) * MINUTE, clocks=POLICY.skew_trusted)
    except VenueDeactivated:
        assert not open_around
    else:
        assert open_around


@given(HISTORIES, MINUTES)
def test_the_past_is_in_order_and_no_part_of_it_is_empty(history, minute):
    venue, _ = played(history)
    ends = [past.until for past in venue.before]
    assert ends == sorted(set(ends))
    assert len(ends) <= POLICY.most_standings


@given(HISTORIES, MINUTES)
def test_a_code_of_another_venue_is_never_taken(history, minute):
    venue, _ = played(history)
    try:
        admitted(venue, VenueCode.from_random(99), NOW - (SPAN - minute) * MINUTE, clocks=POLICY.skew_trusted)
    except VenueCodeRetired:
        return
    raise AssertionError("a stranger's code was taken")
