"""Dollars for a million visits with check-in and check-out, from counted calls, units and bytes and listed prices."""

from dataclasses import dataclass, fields
from math import ceil

from bench import units
from bench.counters import CounterCost, cost_of_counting
from bench.counts import Count, Counts, counted
from bench.deployed import Deployed, deployed
from bench.report import Line, Table
from bench.warm_cpu import measured_cpu

TARGET = 4.0

# Dollars for a million, list prices of us-east-1 (data model, section 8).
WRITE_UNIT = 0.625
READ_UNIT = 0.125
HTTP_API = 1.00
REST_API = 3.50
LAMBDA_REQUEST = 0.20
LAMBDA_GB_SECOND = 13.33
LOG_GB = 0.50
STORED_GB_MONTH = 0.25

# Assumptions, told in the notes.
FULL_CORE_MB = 1769
STORE_MS = 5.0
COLD_SHARE = 0.001
COLD_S = 1.0
COMMUNE_CHECK_INS = 10_000
LOG_EVENT_OVERHEAD = 26  # bytes the log service adds to each line


@dataclass(frozen=True, slots=True)
class Bill:
    """Dollars per million visits, by what they are paid for."""

    front_door: float
    functions: float
    writes: float
    reads: float
    logs: float
    storage: float
    counters: float = 0.0

    @property
    def total(self) -> float:
        return float(sum(getattr(self, part.name) for part in fields(self)))

    @property
    def parts(self) -> str:
        shown = ((part.name.replace("_", " "), getattr(self, part.name)) for part in fields(self))
        return ", ".join(f"{name} {dollars:.2f}" for name, dollars in shown)


def run() -> Table:
    counts, stack, cpu = counted(), deployed(), measured_cpu()
    counters = _counters(stack)
    carried = _bill((counts.carried,), counts, stack, cpu, counters)
    separate = _bill((counts.check_in, counts.check_out), counts, stack, cpu, counters)
    forgetful = _bill((counts.carried,), counts, stack, cpu, counters, counts.first["GetItem"] + 1)
    whole = _bill((counts.whole,), counts, stack, cpu, counters)
    textbook = _textbook(stack, cpu)
    kinds = (
        ("check-out carried by the next check-in", carried, TARGET),
        ("the same, no venue in the process's memory", forgetful, None),
        ("check-out in a request of its own", separate, None),
        ("whole visit in one request (offline, sent later)", whole, None),
    )
    beside = f"textbook ${textbook.total:.2f}"
    lines = [_line(what, bill, beside, textbook.total, target) for what, bill, target in kinds]
    lines += [Line(f"· {what}", bill.parts) for what, bill, _ in (*kinds, ("textbook", textbook, None))]
    lines += [_counter_line(check_ins, stack) for check_ins in (110, COMMUNE_CHECK_INS)]
    return Table("cost", "Dollars per million visits (in + out)", lines, _notes(stack, cpu))


def _bill(
    requests: tuple[Count, ...], counts: Counts, stack: Deployed, cpu: float, counters: float, venue_reads: int = 0
) -> Bill:
    write_units = sum(request.units for request in requests)
    item, copy = counts.check_in.item, counts.check_in.index_item
    return Bill(
        front_door=len(requests) * HTTP_API,
        functions=_functions(len(requests), venue_reads, stack, cpu),
        writes=write_units * WRITE_UNIT,
        reads=venue_reads * 0.5 * READ_UNIT,
        logs=len(requests) * _logged(stack) / 1e9 * 1e6 * LOG_GB,
        storage=(item + copy + 2 * units.STORED_OVERHEAD) / 1e9 * 1e6 * STORED_GB_MONTH,
        counters=counters,
    )


def _functions(requests: int, venue_reads: int, stack: Deployed, cpu: float) -> float:
    gigabytes = stack.memory_mb / 1024
    warm_ms = ceil(requests * _wall_ms(cpu, stack) + venue_reads * STORE_MS)
    seconds = warm_ms / 1000 + requests * COLD_SHARE * COLD_S
    return requests * LAMBDA_REQUEST + seconds * gigabytes * LAMBDA_GB_SECOND


def _wall_ms(cpu: float, stack: Deployed) -> float:
    return cpu * 1000 * FULL_CORE_MB / stack.memory_mb + STORE_MS


def _logged(stack: Deployed) -> int:
    """The access line alone: the function's system log stands at WARN and a check-in that goes well says nothing."""
    return len(stack.access_line.encode()) + LOG_EVENT_OVERHEAD


def _counters(stack: Deployed) -> float:
    return _counting_dollars(_counting(COMMUNE_CHECK_INS, stack), stack)


def _counting_dollars(used: CounterCost, stack: Deployed) -> float:
    seconds = used.calls * STORE_MS / 1000
    lambda_dollars = seconds * stack.memory_mb / 1024 * LAMBDA_GB_SECOND
    return used.write_units * WRITE_UNIT + used.read_units * READ_UNIT + lambda_dollars


def _textbook(stack: Deployed, cpu: float) -> Bill:
    """Fat item with three full indexes, a transaction with an idempotency item, a REST API and two requests."""
    return Bill(
        front_door=2 * REST_API,
        functions=_functions(2, 0, stack, cpu),
        writes=14 * WRITE_UNIT,
        reads=0.0,
        logs=1.00,
        storage=0.86,
    )


def _line(what: str, bill: Bill, beside: str, textbook: float, target: float | None) -> Line:
    met = None if target is None else round(bill.total, 2) <= target
    return Line(
        what, f"${bill.total:.2f}", beside, f"{bill.total / textbook:.2f}", f"≤ ${target}" if target else "", met
    )


def _counting(check_ins: int, stack: Deployed) -> CounterCost:
    return cost_of_counting(
        check_ins,
        stack.stream_window_s,
        stack.stream_batch,
        stack.recount_every_s,
        recount_with_batch=stack.recount_with_batch,
    )


def _counter_line(check_ins: int, stack: Deployed) -> Line:
    used = _counting(check_ins, stack)
    return Line(
        f"counters, commune of {check_ins:,} check-ins a day",
        f"{used.write_units:.2f} WRU + {used.read_units:.2f} RRU a check-in, ${_counting_dollars(used, stack):.2f}",
        "design: 0.06 WRU",
    )


def _notes(stack: Deployed, cpu: float) -> tuple[str, ...]:
    return (
        (
            "Prices, us-east-1 list: write unit 0.625, read unit 0.125, HTTP API 1.00, REST API 3.50, Lambda request 0.20 "
            "(dollars for a million), 13.33 for a million GB-s on arm64, logs 0.50 for a GB, storage 0.25 for a GB-month. "
            "Point-in-time copies, alarms and traffic to the internet are left out."
        ),
        (
            f"Counted: calls and write units (Calls and units of a visit), bytes of the items, {_logged(stack)} bytes of log "
            f"for a request, CPU of a warm check-in ({cpu * 1e6:,.0f} µs here)."
        ),
        (
            f"Assumed: {stack.memory_mb} MB has {stack.memory_mb}/{FULL_CORE_MB} of such a core, a call to the store waits "
            f"{STORE_MS:g} ms, so a check-in lasts {_wall_ms(cpu, stack):.1f} ms, also "
            "when it ends the visit before, which is written at the same time; one request in a thousand starts cold and "
            f"pays {COLD_S:g} s more; venues are in memory, except in the second line."
        ),
        (
            f"Counters: a day of one commune of {COMMUNE_CHECK_INS:,} people with one check-in each, through the real "
            f"projector on a unit-counting table, stream batches of ≤ {stack.stream_batch} records or "
            f"{stack.stream_window_s} s, one shard, recounted every {stack.recount_every_s // 60} min. A commune with few check-ins pays more for each, and less in all."
        ),
        (
            "Textbook: fat item with three full indexes, transaction with an idempotency item (14 WRU), REST API, "
            "two requests; its logs and storage as in the data model."
        ),
    )
