"""Routes of reports: figures, the contract, and a sign of life."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from domain.base.errors import InvalidInput
from domain.base.period import local_day, shown
from domain.base.unit import Unit, UnitKey, UnitRegister, key_of
from domain.people.roles import FIGURE_READERS
from functions.kit.http import Answer, Call, Door
from functions.kit.shapes import UnitShown
from functions.kit.sheets.made.answer import FILES, as_file
from functions.kit.sign_in.auth import ANYONE, staff
from functions.reports import wiring
from functions.reports.schema import DayFigures, Figures, FiguresFile, FiguresWanted, Health, UnitFigures
from functions.reports.service import figures as service
from functions.reports.table import figures_tables
from functions.words import figures, people

door = Door("reports", lambda: wiring.parts(), words=(people, figures))  # noqa: PLW0108  looked up late, so that tests may rewire
app, handler = door.app, door.handler

_CONTRACT = Path(__file__).with_name("openapi.json")


@door.operation(
    "GET",
    "/statistics",
    "getStatistics",
    summary="Check-ins and new venues by day, category and commune",
    callers=staff(*FIGURE_READERS),
    query=FiguresWanted,
    answers={200: Figures},
    problems=("invalid", "outside-jurisdiction"),
)
def get_statistics(call: Call) -> Answer:
    """Maintained counters: nothing is counted when read."""
    p = wiring.parts()
    now = p.clock()
    unit, counted = _counted(call, now)
    figures = Figures(
        unit=_shown(unit),
        from_=counted.span.start.isoformat(),
        to=counted.span.end.isoformat(),
        updated_at=shown(now),
        days=[_day(day.isoformat(), counted.check_ins.on(day), counted.venues.on(day)) for day in counted.span.days],
        units=[
            UnitFigures(
                unit=_named(path, p.units),
                venues_created=counted.venues.by_unit[path],
                check_ins=counted.check_ins.by_unit[path],
            )
            for path in counted.units
        ],
    )
    return Answer(figures)


@door.operation(
    "GET",
    "/statistics-exports",
    "exportStatistics",
    summary="Check-ins and new venues as a file: by day and category; a workbook also by day and by commune",
    callers=staff(*FIGURE_READERS),
    query=FiguresFile,
    answers={200: bytes},
    file_types=FILES,
    problems=("invalid", "outside-jurisdiction"),
)
def export_statistics(call: Call) -> Answer:
    """The figures of `getStatistics` for the same unit and days."""
    p, wanted = wiring.parts(), call.query
    now = p.clock()
    _, counted = _counted(call, now)
    english = wanted.language == "en"
    tables = figures_tables(counted, lambda path: _named(path, p.units).name, local_day(now), english=english)
    return as_file(tables, "so-lieu", wanted.format, english=english)


@door.operation("GET", "/openapi.json", "getOpenApi", summary="This contract", callers=ANYONE, answers={200: dict})
def get_open_api(call: Call) -> Answer:
    """The file that is generated from these very operations."""
    text = _CONTRACT.read_text(encoding="utf-8")
    return Answer(
        text, content_type="application/json; charset=utf-8", headers={"Cache-Control": "public, max-age=300"}
    )


@door.operation("GET", "/health", "getHealth", summary="A sign of life", callers=ANYONE, answers={200: Health})
def get_health(call: Call) -> Answer:
    """Says that the door opens; alarms say the rest."""
    return Answer(Health(status="ok"))


def _counted(call: Call, now: datetime) -> tuple[Unit, service.Counted]:
    """The unit asked for, which is the caller's or lies in it, and its figures."""
    p, wanted = wiring.parts(), call.query
    unit = _unit(call, p.units)
    call.staff.require_within(unit.path)
    days = service.span(wanted.from_, wanted.to, today=local_day(now))
    return unit, service.counted(unit.key, days, book=p.book)


def _unit(call: Call, units: UnitRegister) -> Unit:
    own = call.staff.unit
    wanted = call.query
    unit = units.find(UnitKey(wanted.scheme or own.scheme, wanted.unit or own.code))
    if unit is None:
        raise InvalidInput.of("unit", "unit")
    return unit


def _shown(unit: Unit) -> UnitShown:
    return UnitShown(scheme=unit.key.scheme, code=unit.key.code, name=unit.name)


def _named(path: str, units: UnitRegister) -> UnitShown:
    unit = units.find(key_of(path))
    return _shown(unit) if unit else UnitShown(scheme=key_of(path).scheme, code=key_of(path).code)


def _day(date: str, scans: Mapping[str, int], venues: Mapping[str, int]) -> DayFigures:
    return DayFigures(
        date=date,
        venues_created=sum(venues.values()),
        check_ins=sum(scans.values()),
        check_ins_by_category=dict(scans),
        venues_created_by_category=dict(venues),
    )
