"""Who stands behind a poster, and is called about it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from domain.base.period import local_day
from domain.base.unit import UnitKey
from domain.telling.policy import nation_policy
from domain.telling.unit_contact import Helpline, UnitContact, UnitContacts, nearest

_AT_ONCE = 100


def issuers(unit_paths: Iterable[str], *, contacts: UnitContacts, now: datetime) -> Mapping[str, Helpline]:
    """Of each unit's path the nearest body that is called: its station first, at last the nation's hotline."""
    lines = {path: _upwards(path) for path in unit_paths}
    units = sorted({unit for line in lines.values() for unit in line}, key=str)
    listed: dict[UnitKey, Sequence[UnitContact]] = {}
    for start in range(0, len(units), _AT_ONCE):
        listed |= contacts.of_units(units[start : start + _AT_ONCE])
    nation = nation_policy(local_day(now)).helplines
    return {path: nearest(line, listed, nation)[0] for path, line in lines.items()}


def _upwards(path: str) -> list[UnitKey]:
    """A unit, then what it lies in."""
    scheme, *codes = path.split("/")
    return [UnitKey(scheme, code) for code in reversed(codes)]
