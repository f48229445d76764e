"""Twin of the statistics book."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.figures.policy import STATISTICS_LOG_RETENTION, STATISTICS_RETENTION
from domain.figures.statistics import Cell, DayCount, LogEntry, Metric, counted

_Day = tuple[Metric, str, str]


class MemoryStatistics(Twin):
    """StatisticsBook in dictionaries: (metric, unit path, day) → log entries and counts."""

    def __init__(self, *, clock: Callable[[], datetime], faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._clock = clock
        self._log: dict[_Day, dict[str, tuple[LogEntry, datetime]]] = {}
        self._cells: dict[_Day, tuple[DayCount, datetime]] = {}
        self._marks: set[_Day] = set()

    @step
    def note(self, cell: Cell, entry: LogEntry, *, now: datetime) -> None:
        day = (cell.metric, cell.unit_path, cell.day)
        self._log.setdefault(day, {})[f"{cell.hour}{entry.address}"] = entry, now + STATISTICS_LOG_RETENTION
        self._marks.add(day)

    @step
    def recount(self, metric: Metric, unit_path: str, day: str, *, now: datetime) -> Mapping[str, int]:
        key = (metric, unit_path, day)
        counts = counted(entry for entry, expires in self._log.get(key, {}).values() if expires > now)
        on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        self._cells[key] = DayCount(unit_path, on, counts), now + STATISTICS_RETENTION
        self._marks.discard(key)
        return counts

    @step
    def marked(self) -> Sequence[tuple[Metric, str, str]]:
        return sorted(self._marks)

    @step
    def days(self, metric: Metric, unit: str, *, start: date, end: date) -> Sequence[DayCount]:
        scheme, _, code = unit.partition("/")
        now = self._clock()
        found = [
            cell
            for (cell_metric, path, _), (cell, expires) in self._cells.items()
            if cell_metric is metric and path.startswith(f"{scheme}/") and code in path.split("/") and expires > now
        ]
        return sorted((c for c in found if start <= c.day <= end), key=lambda c: (c.day, c.unit_path))
