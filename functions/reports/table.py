"""Figures as tables to take away: by day and kind of venue, by day, by commune."""

from collections.abc import Callable, Sequence
from datetime import date

from domain.presence.policy import visit_policy
from functions.kit.sheets.made.table import Out, Table
from functions.reports.service.figures import Counted
from functions.words.sentence import Sentence

DAY, KIND = Sentence("Ngày", "Day"), Sentence("Loại địa điểm", "Kind of place")
CODE, COMMUNE = Sentence("Mã xã, phường", "Commune code"), Sentence("Xã, phường", "Commune")
CHECK_INS, VENUES = Sentence("Lượt đến", "Check-ins"), Sentence("Địa điểm mới", "New venues")
BY_KIND, BY_DAY = Sentence("Theo ngày và loại", "By day and kind"), Sentence("Theo ngày", "By day")
BY_COMMUNE = Sentence("Theo xã, phường", "By commune")

Rows = Sequence[Sequence[Out]]


def figures_tables(counted: Counted, named: Callable[[str], str], today: date, *, english: bool) -> Sequence[Table]:
    """`named`: how the commune of a path is called; `today`: whose names of kinds are used."""
    at = 1 if english else 0

    def table(name: Sentence, keys: Sequence[Sentence], rows: Rows) -> Table:
        return Table(name[at], [heading[at] for heading in (*keys, CHECK_INS, VENUES)], rows)

    return (
        table(BY_KIND, (DAY, KIND), _by_kind(counted, today, at)),
        table(BY_DAY, (DAY,), _by_day(counted)),
        table(BY_COMMUNE, (CODE, COMMUNE), _by_commune(counted, named)),
    )


def _by_kind(counted: Counted, today: date, at: int) -> Rows:
    """Kinds of which nothing is counted on a day have no row of it."""
    kinds = visit_policy(today).categories
    rows: list[list[Out]] = []
    for day in counted.span.days:
        check_ins, venues = counted.check_ins.on(day), counted.venues.on(day)
        for code in sorted({*check_ins, *venues}):
            name = (kinds[code].vi, kinds[code].en)[at] if code in kinds else code
            rows.append([day, name, check_ins[code], venues[code]])
    return rows


def _by_day(counted: Counted) -> Rows:
    return [[day, counted.check_ins.on(day).total(), counted.venues.on(day).total()] for day in counted.span.days]


def _by_commune(counted: Counted, named: Callable[[str], str]) -> Rows:
    return [
        [path.rpartition("/")[2], named(path), counted.check_ins.by_unit[path], counted.venues.by_unit[path]]
        for path in counted.units
    ]
