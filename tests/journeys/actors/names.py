"""Names, numbers and moments of people who exist in one story only."""

import random
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from domain.base.period import local_day
from tools.seed.words import address, full_name, identity_number, phone, surname

# Not the shared generator: its seed is the same for every test, and each person here is to be another one.
of = random.SystemRandom()


def a_name(*, woman: bool = True) -> str:
    return full_name(of, surname(of), woman=woman)


def a_phone() -> str:
    return phone(of)


def a_card_number(year_of_birth: int = 1950) -> str:
    return identity_number(of, year_of_birth, woman=True)


def an_address() -> str:
    return address(of)


def a_network_address() -> str:
    """Of a home, in a range that belongs to nobody."""
    return str(ip_address("10.0.0.0") + of.randrange(1 << 24))


def a_place_name(kind: str = "Tạp hóa") -> str:
    return f"{kind} {a_name()} {of.randint(1, 9999)}"


def now() -> datetime:
    """The second in which the story stands."""
    return datetime.now(UTC).replace(microsecond=0)


def ago(**span: float) -> datetime:
    return now() - timedelta(**span)


def an_opening(*, hours: float, lasting: timedelta = timedelta(hours=2, minutes=30)) -> datetime:
    """So long ago, or as much earlier as it takes to be over on the same local day: crowds are counted by the day."""
    opened = ago(hours=hours)
    return opened if local_day(opened) == local_day(opened + lasting) else opened - lasting
