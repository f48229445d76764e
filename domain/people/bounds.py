"""What is bounded of people and their phones: whose counter it is, and for how long.

Two kinds of bound. Of a number they are exact, because each costs its owner something: a record beside hers, a text
message. Of an address they are soft: it says little about who comes from it, and only a flood must reach it.
"""

from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address

from domain.base.tally import Counted, Counter
from domain.people.policy import StrangerPolicy

_HOME_BITS = 64


def codes_of(phone: str, now: datetime) -> Counter:
    """The codes that a number is sent on this day."""
    return Counter.of_day(Counted.NUMBER_CODES, phone, now)


def registrations_of(phone: str, now: datetime) -> Counter:
    """Those who name a number on this day and have not proved it."""
    return Counter.of_day(Counted.NUMBER_REGISTRATIONS, phone, now)


def registrations_from(address: str, policy: StrangerPolicy, now: datetime) -> Counter:
    """Those who register from one address in this window."""
    return Counter.of_window(Counted.SOURCE_REGISTRATIONS, source_of(address), policy.window, now)


def source_of(address: str) -> str:
    """What counts as one source: an IPv4 address, or the network of 64 bits that a home has to itself in IPv6.

    What is no address counts as itself, the empty one too: whoever comes without any shares one.
    """
    try:
        found = ip_address(address.strip("[]"))
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((found, _HOME_BITS), strict=False))
