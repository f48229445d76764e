"""How moments, days, people and units are written in keys. All key attributes are strings, but for the moment of `byAge`."""

from datetime import date, datetime

from domain.base.period import epoch
from domain.base.unit import UnitKey
from domain.people.codes import PersonId

META = "META"
ONLY = "0"
PEOPLE = "P#"
BY_UNIT = "byUnit"


def seconds(instant: datetime) -> str:
    """Epoch seconds in ten digits, so that text order is time order."""
    return f"{epoch(instant):010d}"


def day(on: date) -> str:
    return f"{on:%Y%m%d}"


def day_read(text: str) -> date:
    """Inverse of `day`."""
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def person(pid: PersonId) -> str:
    return f"P#{pid}"


def end_of_second(now: datetime) -> str:
    """After every key that begins with that second or an earlier one."""
    return f"{seconds(now)}#~"


def person_read(key: str) -> PersonId:
    """Inverse of `person`."""
    return PersonId(key.removeprefix(PEOPLE))


def unit_of(unit_path: str) -> str:
    """`scheme/code` of the unit itself."""
    return line_of(unit_path)[-1]


def line_of(unit_path: str) -> list[str]:
    """`scheme/code` of the unit and of every unit it lies in."""
    scheme, *codes = unit_path.split("/")
    return [str(UnitKey(scheme, code)) for code in codes]
