"""`make bench`: every figure beside its peer. python -m bench [NAME…] [--make-up] [--write docs/benchmarks.md]."""

import argparse
import importlib
import os
import sys
import time
from pathlib import Path

from bench import WORK, report
from bench.report import Table
from bench.screen import screen
from tools.machine import nodejs

# Quick ones first.
BENCHMARKS = {
    "cold_start": "bench.cold_start",
    "warm_cpu": "bench.warm_cpu",
    "counts": "bench.counts",
    "open_work": "bench.open_work",
    "cost": "bench.cost",
    "web": "bench.web",
    "pages": "bench.pages.run",
    "ingest": "bench.ingest.run",
    "trace": "bench.trace.run",
    "trace_cpu": "bench.trace.cpu",
    "faults": "bench.faults",
    "chain": "bench.chain.run",
    "flood": "bench.flood.run",
    "desk": "bench.desk",
    "sheet": "bench.sheet",
}
ON_REQUEST = {"make_up": "bench.make_up"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure, beside something that people know.")
    names = [*BENCHMARKS, *ON_REQUEST]
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which of {', '.join(names)}; all but make_up without"
    )
    parser.add_argument("--make-up", action="store_true", help="time a second `make up` as well")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables that were measured on this page")
    given = parser.parse_args()
    if unknown := [name for name in given.names if name not in names]:
        parser.error(f"no benchmark is called {', '.join(unknown)}")
    chosen = list(given.names or BENCHMARKS) + (["make_up"] if given.make_up else [])
    load = os.getloadavg()[0]
    tables = _measured(chosen)
    if given.write:
        arguments = " ".join(given.names)
        told = f'make bench ARGS="{arguments}"' if arguments else "make bench"
        report.write(given.write, tables, report.conditions(told, load))
    failed = [f"{table.name}: {what}" for table in tables for what in table.failed]
    print("\n" + ("Missed: " + "; ".join(failed) if failed else "Every target is met."))
    return 1 if failed else 0


def _measured(names: list[str]) -> list[Table]:
    WORK.mkdir(parents=True, exist_ok=True)
    # Children import from assets and must not be slowed by what the caller's shell says about bytecode.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.update(nodejs.environment(os.environ))
    tables = []
    with screen(WORK / "log.txt") as show:
        for number, name in enumerate(names, 1):
            began = time.monotonic()
            show(f"{name} ({number} of {len(names)}) …")
            table: Table = importlib.import_module((BENCHMARKS | ON_REQUEST)[name]).run()
            show(f"{table.text()}\n\n  took {time.monotonic() - began:.0f} s")
            tables.append(table)
    return tables


if __name__ == "__main__":
    sys.exit(main())
