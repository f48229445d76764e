"""Finding cases of a unit: by a code, by the F0's phone number, or by whole words of the F0's name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from domain.base.unit import Unit, path_is_within
from domain.people.codes import PersonId
from domain.people.finding import LookedFor, looked_for
from domain.people.person import Handle, HandleKind, Person
from domain.people.policy import MOST_FOUND
from domain.tracing import acts
from domain.tracing.case import Case
from domain.tracing.codes import CaseCode
from functions.kit.beside import each_beside
from functions.trace.asked import Asked, require_may_list
from functions.trace.contact.service.view import Ports
from functions.trace.listing.service.left import Left, left_of

MOST_READ = 300
_AT_ONCE = 100


class Fits(NamedTuple):
    """Cases that fit, newest confirmation first; `is_whole` False: there may be others beyond what was read."""

    cases: Sequence[Case]
    people: Mapping[PersonId, Person]
    is_whole: bool = True


class FoundCases(NamedTuple):
    """What is shown of those that fit, with what is left to do of each."""

    cases: Sequence[Case]
    people: Mapping[PersonId, Person]
    left: Mapping[CaseCode, Left]
    is_whole: bool


def find(text: str, unit: Unit, *, asked: Asked, ports: Ports) -> FoundCases:
    """Of the cases of that unit, which lies in the caller's own. Whoever is shown is on record first.

    A number leads by the keyed index of the register to its people and their cases. Names are sealed and stand under no
    key: those of the unit's newest cases are opened here, `MOST_READ` of them.

    Raises OutsideJurisdiction, UnitEnded, InvalidInput (`text`).
    """
    require_may_list(unit.path, asked.staff, now=asked.now)
    fits = _fitting(text, unit, asked, ports)
    shown = fits.cases[:MOST_FOUND]
    errand = asked.errand(acts.CASES_SEARCHED)
    each_beside(ports.audit.append, [errand.about(case.person) for case in shown])
    is_whole = fits.is_whole and len(fits.cases) <= MOST_FOUND
    return FoundCases(shown, fits.people, left_of(shown, asked, ports), is_whole)


def _fitting(text: str, unit: Unit, asked: Asked, ports: Ports) -> Fits:
    if by_code := _by_code(text, unit, asked, ports):
        return _with_people(by_code, ports)
    wanted = looked_for(text)
    return _by_number(wanted.phone, unit, asked, ports) if wanted.phone else _by_name(wanted, unit, asked, ports)


def _by_code(text: str, unit: Unit, asked: Asked, ports: Ports) -> Sequence[Case]:
    """Nothing where no case of the unit has it: one name in some thousands is spelled like a code."""
    try:
        case = ports.cases.find(CaseCode.parse(text))
    except ValueError:
        return ()
    return _of_unit([case] if case else [], unit, asked)


def _by_number(phone: str, unit: Unit, asked: Asked, ports: Ports) -> Fits:
    """Every record of whoever holds it or claims it, and every case of each."""
    claimants = ports.persons.claimants(Handle(HandleKind.PHONE, phone), limit=MOST_FOUND)
    records = ports.standing.stand().records.all_of(person.person_id for person in claimants.people)
    codes = [code for own in each_beside(ports.cases.of_person, records) for code in own]
    fits = _with_people(_of_unit(ports.cases.some(codes).values(), unit, asked), ports)
    return fits._replace(is_whole=claimants.cursor is None)


def _by_name(wanted: LookedFor, unit: Unit, asked: Asked, ports: Ports) -> Fits:
    found: list[Case] = []
    people: dict[PersonId, Person] = {}
    read, cursor = 0, None
    while read < MOST_READ:
        page = ports.cases.in_unit(unit.path, limit=_AT_ONCE, cursor=cursor, now=asked.now)
        part = _with_people(_of_unit(page.cases, unit, asked), ports)
        people |= part.people
        found += [case for case in part.cases if (f0 := people.get(case.person)) and wanted.fits(f0)]
        read, cursor = read + _AT_ONCE, page.cursor
        if cursor is None:
            break
    return Fits(found, people, is_whole=cursor is None)


def _of_unit(cases: Iterable[Case], unit: Unit, asked: Asked) -> Sequence[Case]:
    """Those that the list of the unit would hold as its own."""
    own = [case for case in cases if path_is_within(case.unit_path, unit.key) and _is_kept(case, asked)]
    return sorted(own, key=lambda case: case.dates.confirmed_at, reverse=True)


def _is_kept(case: Case, asked: Asked) -> bool:
    return case.expires_at is None or case.expires_at > asked.now


def _with_people(cases: Sequence[Case], ports: Ports) -> Fits:
    return Fits(cases, ports.persons.by_ids([case.person for case in cases]) if cases else {})
