"""A meeting is one fact, whoever of the two states it."""

from domain.tracing.contact import Closeness
from tests.unit.domain.tracing.traces import a_meeting


def test_the_other_sees_the_same_meeting():
    meeting = a_meeting(1, 2, "9:00", "10:00", Closeness.INTERVIEW_CLOSE)._replace(place="quán cà phê")
    seen = meeting.reversed
    assert (seen.person, seen.other) == (meeting.other, meeting.person)
    assert seen[2:] == meeting[2:]


def test_seen_from_both_sides_twice_it_is_itself():
    meeting = a_meeting(1, 2, "9:00", "10:00")
    assert meeting.reversed.reversed == meeting
