"""The bound of registrations from one address, for every order in which processes take, give back, die and begin."""

from dataclasses import replace
from datetime import timedelta
from ipaddress import IPv6Address

from hypothesis import given
from hypothesis import strategies as st

from adapters.memory.tally.tallies import MemoryTallies
from domain.base.errors import TooMany
from domain.base.tally import Counted, Counter
from domain.people.bounds import source_of
from domain.people.policy import STRANGER_POLICIES
from functions.identity.registration.sources import Sources
from tests.builders.base import NOW

POLICY = replace(STRANGER_POLICIES[-1], per_source=23, stride=4)
HOME = "203.0.113.7"
PROCESSES = 3
TURNS = st.lists(st.integers(0, PROCESSES - 1), max_size=120)
MOMENTS = st.datetimes(timezones=st.sampled_from([NOW.tzinfo])).filter(lambda moment: 1971 < moment.year < 9000)


def taken(sources, now=NOW):
    try:
        sources.take(HOME, now=now)
    except TooMany:
        return False
    return True


@given(st.lists(st.booleans(), max_size=120))
def test_one_process_takes_exactly_the_bound(gives_back):
    sources, places = Sources(MemoryTallies(), [POLICY]), POLICY.per_source
    for back in gives_back:
        got = taken(sources)
        assert got == (places > 0)
        places -= got
        if got and back:
            sources.give_back(HOME, now=NOW)
            places += 1


@given(TURNS)
def test_several_take_a_stride_each_beyond_it_at_most(turns):
    tallies = MemoryTallies()
    processes = [Sources(tallies, [POLICY]) for _ in range(PROCESSES)]
    took = sum(taken(processes[turn]) for turn in turns)
    assert min(len(turns), POLICY.per_source) <= took <= POLICY.per_source + PROCESSES * POLICY.stride


@given(st.lists(st.booleans(), max_size=120))
def test_a_process_that_dies_forgets_less_than_a_stride(deaths):
    tallies = MemoryTallies()
    sources, took, died = Sources(tallies, [POLICY]), 0, 0
    for dies in deaths:
        took += taken(sources)
        if dies:
            sources, died = Sources(tallies, [POLICY]), died + 1
    assert took <= POLICY.per_source + died * (POLICY.stride - 1)


@given(MOMENTS, st.integers(1, 100_000))
def test_a_window_holds_its_moment_and_ends_when_it_says(moment, seconds):
    window = Counter.of_window(Counted.SOURCE_REGISTRATIONS, HOME, timedelta(seconds=seconds), moment)
    assert window.since <= moment < window.until
    then = moment + timedelta(seconds=window.ends_in(moment))
    following = Counter.of_window(Counted.SOURCE_REGISTRATIONS, HOME, timedelta(seconds=seconds), then)
    assert following.since == window.until


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_a_source_however_it_is_written(address):
    assert source_of(str(address)) == source_of(f"::ffff:{address}") == str(address)


@given(st.integers(1, 2**64 - 1), st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_the_addresses_of_one_home_are_one_source(network, low, other):
    """The network 0 is nobody's home: IPv4 addresses are written in it."""
    one, neighbour = IPv6Address((network << 64) + low), IPv6Address((network << 64) + other)
    assert source_of(str(one)) == source_of(f"[{neighbour}]")


@given(st.text(max_size=60))
def test_whatever_stands_for_an_address_counts_as_something(text):
    assert source_of(text) == source_of(source_of(text)) or "/" in source_of(text)
