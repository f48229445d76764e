"""F1 search (B1): the product's code beside PostgreSQL, DuckDB and NCLS, over the same visits, in one run.

A time counts only when every engine names the same people, and brute force agrees on a small province.
"""

import gc
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bench import peers
from bench.ingest.cluster import cluster
from bench.peers import Unavailable
from bench.report import Line, Table
from bench.trace.duck import Duck
from bench.trace.engine import Engine, Pairs, digest
from bench.trace.intervals import Intervals
from bench.trace.oracle import Oracle
from bench.trace.ours import Product
from bench.trace.postgres import SETTINGS, Postgres
from bench.trace.province import Province, make
from bench.trace.rule import EVERYTHING, PRODUCT, Rule

TITLE = "Search for the contacts of an F0"
SIZES = (1, 4, 16)
F0S = 100
SMALL = 5_000
REPEATS = 3
MOST_EXPONENT = 0.1
MOST_ITEMS = 3.5
MOST_ROUNDS = 2  # of reads; the third writes the difference
MOST_BYTES = 256 * 2**20


@dataclass(slots=True)
class Timed:
    """One engine under one rule: seconds of each F0, the best of the repeats, and of all at once; of this process's
    processor too, which another's work on the machine touches less."""

    name: str
    prepared_s: float
    digest: str
    one: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    batch: list[float] = field(default_factory=list)

    def ms(self, share: float) -> float:
        ordered = sorted(self.one)
        return 1e3 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def shown(self) -> str:
        return f"{self.ms(0.5):.1f} / {self.ms(0.95):.1f} ms; {min(self.batch):.2f} s"


@dataclass(slots=True)
class Measured:
    """One size under one rule. Reads and contacts are means of an F0."""

    size: int
    visits: int
    engines: list[Timed]
    contacts: float = 0.0
    calls: float = 0.0
    items: float = 0.0
    units: float = 0.0
    rounds: int = 0
    peak: int = 0

    @property
    def ours(self) -> Timed:
        return self.engines[0]

    @property
    def agree(self) -> bool:
        return len({engine.digest for engine in self.engines}) == 1


def run(sizes: Sequence[int] = SIZES, f0s: int = F0S, people: int | None = None) -> Table:
    """`people` of a district: fewer, for a look while working on it."""
    try:
        peers.importable()
    except Unavailable as reason:
        return Table("trace", TITLE, (), (f"Left out: {reason}.",))
    gate = _by_brute_force(f0s)
    measured: dict[Rule, list[Measured]] = {EVERYTHING: [], PRODUCT: []}
    for size in sizes:
        province = make(size) if people is None else make(size, people_of_district=people)
        for rule, found in _at(province, size, f0s).items():
            measured[rule].append(found)
        del province
        gc.collect()
    lines = [*gate, *(line for rule, found in measured.items() for line in _lines(rule, found))]
    return Table("trace", TITLE, lines, _notes(f0s))


def _by_brute_force(f0s: int) -> list[Line]:
    """Every engine against seconds counted one by one."""
    province = make(1, people_of_district=SMALL)
    chosen = province.f0s(f0s, seed=5)
    with _engines(province) as engines:
        lines = []
        for rule in (EVERYTHING, PRODUCT):
            wanted = Oracle(province).batch(chosen, rule)
            same = [engine.name for engine in engines if digest(engine.batch(chosen, rule)) == digest(wanted)]
            lines.append(
                Line(
                    f"{rule.name}: same people as brute force, {SMALL:,} people",
                    f"{len(same)} of {len(engines)} engines, {len(wanted):,} pairs",
                    target="all",
                    met=len(same) == len(engines),
                )
            )
    return lines


@contextmanager
def _engines(province: Province) -> Iterator[list[Engine]]:
    """All of them over one province; the product comes first, and a peer that cannot be started is left out."""
    with ExitStack() as stack:
        engines: list[Engine] = [Product(province)]
        try:
            engines.append(Postgres(stack.enter_context(cluster(SETTINGS)), province))
        except Unavailable as reason:
            print(f"  PostgreSQL left out: {reason}", file=sys.stderr)
        engines += [Duck(province), Intervals(province)]
        for peer in engines[1:]:
            stack.callback(peer.close)
        yield engines


def _at(province: Province, size: int, count: int) -> dict[Rule, Measured]:
    chosen = province.f0s(count, seed=size)
    with _engines(province) as engines:
        gc.collect()
        gc.freeze()  # what the bench itself holds is not for the product's collector to look through
        try:
            return {rule: _one_rule(rule, province, size, chosen, engines) for rule in (EVERYTHING, PRODUCT)}
        finally:
            gc.unfreeze()


def _one_rule(rule: Rule, province: Province, size: int, f0s: list[int], engines: list[Engine]) -> Measured:
    """Engines in turn, so that whatever else the machine does falls on all alike. A first round warms."""
    ours, *others = engines
    assert isinstance(ours, Product)
    found = Measured(size, len(province), [])
    digests = [digest(_read(ours, rule, f0s, found)), *(digest(peer.batch(f0s, rule)) for peer in others)]
    found.engines = [
        Timed(engine.name, engine.prepared_s, same, [math.inf] * len(f0s), [math.inf] * len(f0s))
        for engine, same in zip(engines, digests, strict=True)
    ]
    for _ in range(REPEATS):
        for engine, timed in zip(engines, found.engines, strict=True):
            gc.collect()
            spent = [_seconds(lambda: engine.contacts(f0, rule)) for f0 in f0s]  # noqa: B023 - called at once
            walls, cpus = zip(*spent, strict=True)
            timed.one, timed.cpu = list(map(min, timed.one, walls)), list(map(min, timed.cpu, cpus))
            timed.batch.append(sum(walls) if engine is ours else _seconds(lambda: engine.batch(f0s, rule))[0])  # noqa: B023
    return found


def _read(ours: Product, rule: Rule, f0s: list[int], found: Measured) -> Pairs:
    """Everybody's contacts from the product, and what it read and held to find them."""
    pairs = []
    for f0 in f0s:
        pairs.append(ours.contacts(f0, rule))
        found.contacts += len(pairs[-1]) / len(f0s)
        found.calls += ours.reads.calls / len(f0s)
        found.items += ours.reads.items / len(f0s)
        found.units += ours.reads.read_units / len(f0s)
        found.rounds = max(found.rounds, ours.reads.rounds)
    widest = max(range(len(f0s)), key=lambda place: len(pairs[place]))
    found.peak = ours.peak_bytes(f0s[widest], rule)
    return np.concatenate(pairs)


def _seconds(work: Callable[[], Any]) -> tuple[float, float]:
    """By the clock, and of the processor."""
    begun, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - cpu


def _lines(rule: Rule, sizes: list[Measured]) -> Iterator[Line]:
    for at in sizes:
        where = f"{rule.name}, {at.visits / 1e6:.1f} M visits"
        yield _same(where, at)
        yield from _times(where, at)
        yield Line(
            f"{where}: an F0 reads",
            f"{at.calls:.0f} calls, {at.items:,.0f} items, {at.units:.0f} RRU for {at.contacts:,.0f} contacts",
        )
    yield from _limits(rule, sizes)
    if len(sizes) > 1:
        yield from _growth(rule, sizes[0], sizes[-1])


def _same(where: str, at: Measured) -> Line:
    names = ", ".join(engine.name for engine in at.engines)
    return Line(
        f"{where}: same people from every engine",
        "yes" if at.agree else "no",
        f"SHA-256 {at.ours.digest[:12]}…: {names}",
        target="yes",
        met=at.agree,
    )


def _times(where: str, at: Measured) -> Iterator[Line]:
    for peer in at.engines[1:]:
        yield Line(
            f"{where}: one F0, p50 / p95; {len(at.ours.one)} of them",
            at.ours.shown,
            f"{peer.name}: {peer.shown}; built in {peer.prepared_s:,.1f} s",
            f"{at.ours.ms(0.5) / peer.ms(0.5):.2f}",
        )


def _limits(rule: Rule, sizes: list[Measured]) -> Iterator[Line]:
    each = max(at.items / at.contacts for at in sizes)
    rounds, peak = max(at.rounds for at in sizes), max(at.peak for at in sizes)
    is_yardstick = rule is EVERYTHING
    yield Line(
        f"{rule.name}: items read for a contact, at most",
        f"{each:.2f}",
        target=f"≤ {MOST_ITEMS}" if is_yardstick else "",
        met=each <= MOST_ITEMS if is_yardstick else None,
    )
    yield Line(
        f"{rule.name}: rounds of reads, at most", f"{rounds}", target=f"≤ {MOST_ROUNDS}", met=rounds <= MOST_ROUNDS
    )
    yield Line(
        f"{rule.name}: memory of one search, at most",
        f"{peak / 2**20:.1f} MB",
        target=f"≤ {MOST_BYTES >> 20} MB",
        met=peak <= MOST_BYTES,
    )


def _growth(rule: Rule, first: Measured, last: Measured) -> Iterator[Line]:
    """Exponents: 0 is no growth, 1 is growth with the number of visits stored."""
    times = math.log(last.size / first.size)
    ways: dict[str, Callable[[Measured], float]] = {
        "calls": lambda at: at.calls,
        "items": lambda at: at.items,
        "read units": lambda at: at.units,
        "processor time": lambda at: sum(at.ours.cpu),
    }
    for what, of in ways.items():
        exponent = math.log(of(last) / of(first)) / times
        beside = ""
        if what == "processor time":
            pairs = zip(first.engines[1:], last.engines[1:], strict=True)
            beside = ", ".join(f"{a.name}: {math.log(sum(b.one) / sum(a.one)) / times:.2f}" for a, b in pairs)
            beside = f"by the clock: {beside}"
        yield Line(
            f"{rule.name}: growth of {what} over {last.size / first.size:.0f} times the visits, exponent",
            f"{exponent:.2f}",
            beside,
            target=f"≤ {MOST_EXPONENT}",
            met=exponent <= MOST_EXPONENT,
        )


def _notes(f0s: int) -> tuple[str, ...]:
    return (
        (
            f"A synthetic province by seed (bench/trace/province.py), {f0s} people drawn at random. Product: "
            "`gathered` of functions/trace with domain/tracing/, one core, pure Python, over sorted columns in memory that "
            "answer as the index by venue and local day does; it returns the evidence of every contact (periods, what is "
            "assumed, who may be named), the others only who it is. Its network is left out: add two rounds of reads."
        ),
        (
            "PostgreSQL: unlogged table, B-trees by (venue, check-in) and by person that carry all that is read, vacuumed, "
            "everything in its memory; look-back by the longest stay of the category, prepared statements over a socket. "
            "DuckDB: a table in its memory, no index, two threads. NCLS: nested containment lists and numpy, immutable. "
            "One box with the right index answers one question as fast or faster; what is claimed is that the product's "
            "reads do not grow with what is stored."
        ),
        (
            f"Times by the clock: the best of {REPEATS}, engines in turn; all {f0s} F0: the product takes one after the other, the others "
            "answer one question. Read units by the published rule, 0.5 for each started 4 kB of a Query. Memory: what the "
            "search of the F0 with most contacts holds at a time (tracemalloc)."
        ),
    )
