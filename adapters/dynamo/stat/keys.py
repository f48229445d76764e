"""Keys and access patterns of the table Stat.

| pk / sk | what | read by |
|---|---|---|
| `L#<metric>#<unit path>#<yyyymmdd>` / `<hh>#<address>` | log entries of a commune's day | Query pk |
| `S#<metric>#<scheme/code>` / `yyyymmdd#<unit path>` | daily cells of a unit and of all communes in it | Query pk, days |
| `D#recount` / `<metric>#<unit path>#<yyyymmdd>` | days to be counted anew | Query pk |
"""

from domain.figures.statistics import Cell, Metric

RECOUNT = "D#recount"


def log(metric: Metric, unit_path: str, on: str) -> str:
    return f"L#{metric.value}#{unit_path}#{on}"


def log_entry(cell: Cell, address: str) -> str:
    return f"{cell.hour[8:]}#{address}"


def cells(metric: Metric, unit: str) -> str:
    """Partition of the daily cells of `unit` (`scheme/code`)."""
    return f"S#{metric.value}#{unit}"


def cell(on: str, unit_path: str) -> str:
    return f"{on}#{unit_path}"


def mark(metric: Metric, unit_path: str, on: str) -> str:
    return f"{metric.value}#{unit_path}#{on}"


def mark_read(sk: str) -> tuple[Metric, str, str]:
    """Inverse of `mark`."""
    metric, unit_path, on = sk.split("#")
    return Metric(metric), unit_path, on
