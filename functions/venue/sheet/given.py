"""Tables of venues to take away: a template to fill in, the rows of a file that need mending, the register itself."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from domain.base.errors import Fault
from domain.base.unit import Unit, UnitKey, UnitRegister
from domain.people.papers import phone_dialled
from domain.presence.venue import Venue, VenueState
from functions.kit.sheets.made.table import Out, Table
from functions.kit.sheets.shape import Cell, Lost
from functions.venue.sheet import columns as c
from functions.venue.sheet.reading import Planned

HEADINGS = (c.NAME, c.KIND, c.ADDRESS, c.PHONE, c.CAPACITY, c.UNIT)
REMARK, LINE = "Cần sửa", "Dòng trong tệp cũ"
LISTS = "Danh mục"
_STATES = {VenueState.ACTIVE: "Đang hoạt động", VenueState.DEACTIVATED: "Ngừng hoạt động"}


def template(unit: UnitKey, units: UnitRegister, day: date) -> Sequence[Table]:
    """An empty table, the words and codes that may stand in it, and two rows of example on a sheet of their own."""
    kinds = [vi for vi, _ in c.words_on(day).kinds.values()]
    inside = units.communes(unit)
    code = inside[0].key.code if inside else ""
    rows: list[list[Out]] = [
        ["Chợ Ví Dụ", c.words_on(day).vi("market"), "Số 1, đường Ví Dụ", "0912 345 678", 300, code],
        ["Quán cà phê Ví Dụ", "Quán cà phê", "Số 2, đường Ví Dụ", "0234 382 3456", None, code],
    ]
    choices = {
        c.KIND: (f"'{LISTS}'!$A$2:$A${len(kinds) + 1}", *kinds),
        c.UNIT: (f"'{LISTS}'!$C$2:$C${max(1, len(inside)) + 1}", *(one.key.code for one in inside)),
    }
    lists = Table(LISTS, (c.KIND, "", c.UNIT, c.UNIT_NAME), _lists(kinds, inside))
    return (Table("Địa điểm", HEADINGS, (), choices), lists, Table("Ví dụ", HEADINGS, rows))


def _lists(kinds: Sequence[str], inside: Sequence[Unit]) -> list[list[Out]]:
    def at(texts: Sequence[str], place: int) -> str:
        return texts[place] if place < len(texts) else ""

    codes, names = [unit.key.code for unit in inside], [unit.name for unit in inside]
    return [[at(kinds, n), "", at(codes, n), at(names, n)] for n in range(max(len(kinds), len(codes)))]


def remarks(planned: Planned, said: Callable[[Fault], str]) -> Table:
    """The faulty rows with every column they came with, and behind them what to mend; it can be given in again."""
    about = planned.sheet.about
    kept = [place for place, text in enumerate(about.headings) if text not in {REMARK, LINE}]
    rows = [
        [*(_as_it_came(row.cells, place) for place in kept), "\n".join(said(fault) for fault in row.faults), row.line]
        for row in planned.sheet.rows
        if row.faults
    ]
    return Table("Cần sửa", [*(about.headings[place] for place in kept), REMARK, LINE], rows)


def listing(venues: Iterable[Venue], day: date) -> Table:
    """The register, under headings that a file is read by."""
    words = c.words_on(day)
    return Table("Địa điểm", (*HEADINGS, c.UNIT_NAME, "Mã địa điểm", "Tình trạng", "Đăng ký lúc"), [
        [
            venue.name, words.vi(venue.category), venue.address, phone_dialled(venue.contact_phone), venue.capacity,
            venue.unit_path.rpartition("/")[2], venue.unit_name, venue.code.shown, _STATES[venue.state],
            venue.registered_at,
        ]
        for venue in venues
    ])  # fmt: skip


def _as_it_came(cells: Sequence[Cell], place: int) -> Out:
    cell = cells[place] if place < len(cells) else ""
    if isinstance(cell, Lost):
        return ""
    return cell if isinstance(cell, str | int | float | date) else str(cell)
