"""From the words of a request for a list of cases to the field's."""

from datetime import date, datetime, time, timedelta

from domain.base.errors import InvalidInput
from domain.base.period import LOCAL
from domain.base.unit import Unit, UnitKey, UnitRegister
from domain.presence.visit import is_keyable
from domain.tracing.review.listing import CasesWanted, Standing
from functions.trace.listing.schema import CaseSearch, FindCases
from functions.trace.listing.service.unit import Wanted


def wanted_of(said: CaseSearch) -> Wanted:
    """Which cases of a unit a list is to hold, and in which order. Raises InvalidInput for days centuries away, and in the wrong order."""
    since, until = (_midnight(day, name) for name, day in (("from", said.from_), ("to", said.to)))
    if since and until and until < since:
        raise InvalidInput.of("to", "period-order")
    standing = Standing(said.standing) if said.standing else None
    cases = CasesWanted(standing, since, until + timedelta(days=1) if until else None, said.sort == "oldest")
    return Wanted(cases, with_left=said.left == "yes", by_left=said.sort == "most")


def unit_listed(said: CaseSearch, own: UnitKey, units: UnitRegister) -> Unit:
    """The unit named, else the caller's own. Raises InvalidInput (`unit`)."""
    return _known(UnitKey(said.scheme or own.scheme, said.unit or own.code), "unit", units)


def unit_searched(said: FindCases, own: UnitKey, units: UnitRegister) -> Unit:
    """The unit named, else the caller's own. Raises InvalidInput (`unit.code`)."""
    key = UnitKey(said.unit.scheme, said.unit.code) if said.unit else own
    return _known(key, "unit.code", units)


def _known(key: UnitKey, field: str, units: UnitRegister) -> Unit:
    unit = units.find(key)
    if unit is None:
        raise InvalidInput.of(field, "unit")
    return unit


def _midnight(day: date | None, field: str) -> datetime | None:
    if day is None:
        return None
    moment = datetime.combine(day, time(), LOCAL)
    if not is_keyable(moment):
        raise InvalidInput.of(field, "range")
    return moment
