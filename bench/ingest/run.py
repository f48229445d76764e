"""Runs every side of B2 and checks that what was sent is stored, once."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import peers
from bench.built import asset, child, lent, with_bench
from bench.ingest import cluster as postgres
from bench.ingest import cpu, load
from bench.ingest.rows import TABLE, row
from bench.peers import Unavailable
from bench.report import Line, Table
from bench.stores import canned, end, engine, fill, stored_keys
from bench.world import Sent, World

PEOPLE = 300
VISITS = {"canned": 6_000, "engine": 3_000, "postgres": 6_000}
OPEN_SHARE = 0.25
# Of what the side answered at most: an open arrival above that only measures its queue.
OPEN_LOAD = 0.5


@dataclass(frozen=True, slots=True)
class Measured:
    """One side: distinct check-ins stored, CPU of the server and of its store while it was kept busy."""

    stored: int
    seconds: float
    server_cpu: float
    store_cpu: float
    p50: float
    p99: float
    lost: int
    extra: int

    @property
    def per_second(self) -> float:
        return self.stored / self.seconds

    @property
    def per_server_core(self) -> float:
        return self.stored / self.server_cpu

    @property
    def per_core(self) -> float:
        return self.stored / (self.server_cpu + self.store_cpu)

    @property
    def is_whole(self) -> bool:
        return self.lost == self.extra == 0


@dataclass(frozen=True, slots=True)
class Side:
    port: int
    server: int
    store: int


def run() -> Table:
    own, real = _product_on_canned(), _product_on_engine()
    try:
        with postgres.cluster() as server:
            insert, same = _on_postgres(server)
            version = f"PostgreSQL {server.version}"
    except Unavailable as reason:
        return Table("ingest", "Ingest", _alone(own, real), (f"PostgreSQL left out: {reason}.", *_notes()))
    lines = [
        _per_core(
            "product's handler, its own CPU alone",
            own.per_server_core,
            "INSERT behind the server",
            insert.per_server_core,
        ),
        _per_core(
            "product on the local cloud's engine, both", real.per_core, "INSERT and the database", insert.per_core
        ),
        _per_core(
            "product's handler with PostgreSQL as its store, both",
            same.per_core,
            "INSERT and the database",
            insert.per_core,
        ),
        *(
            _detail(what, side)
            for what, side in (
                ("product, canned store", own),
                ("product, local cloud's engine", real),
                (f"product, {version}", same),
                (f"INSERT … ON CONFLICT, {version}", insert),
            )
        ),
        *(
            _gate(what, side)
            for what, side in (("canned", own), ("engine", real), ("product on PostgreSQL", same), ("INSERT", insert))
        ),
    ]
    return Table("ingest", "Ingest: durable check-ins per second and core", lines, _notes())


def _alone(own: Measured, real: Measured) -> list[Line]:
    return [
        Line("product's handler, its own CPU alone", f"{own.per_server_core:,.0f} check-ins/s/core"),
        _detail("product, canned store", own),
        _detail("product, local cloud's engine", real),
        _gate("canned", own),
        _gate("engine", real),
    ]


def _notes() -> tuple[str, ...]:
    return (
        (
            "10 % of the check-ins are sent twice, 5 % out of order, 2 % from devices with a wrong clock. One server process "
            f"(a thread for each of {load.CONNECTIONS} connections), the same for every side. Per core: distinct check-ins "
            "stored, divided by the CPU seconds of the server (alone), or of the server and its store (both), kept busy."
        ),
        (
            "INSERT: the finished row comes in the request; no token, no venue, no rule. Cluster of its own with fsync and "
            "synchronous commit on, primary key and an index by venue, one prepared statement on each connection."
        ),
        (
            "The local cloud's engine is an emulator in Python: its share says nothing of DynamoDB. The canned store answers "
            "at once from memory, so the first line is the handler's own cost apart from any store's."
        ),
        (
            f"p50 and p99 from open arrival at {OPEN_LOAD:.0%} of the side's own maximum, from the moment a request was due; "
            "load generator, server and store share the machine's cores."
        ),
    )


def _per_core(what: str, ours: float, beside: str, theirs: float) -> Line:
    return Line(what, f"{ours:,.0f} check-ins/s/core", f"{beside}: {theirs:,.0f}", f"{ours / theirs:.2f}")


def _detail(what: str, side: Measured) -> Line:
    times = f"p50 {side.p50 * 1000:.1f} ms, p99 {side.p99 * 1000:.1f} ms"
    each = f"{side.server_cpu / side.stored * 1e6:,.0f} + {side.store_cpu / side.stored * 1e6:,.0f} µs CPU (server + store)"
    return Line(f"· {what}", f"{side.per_second:,.0f} check-ins/s; {times}", each)


def _gate(what: str, side: Measured) -> Line:
    return Line(
        f"stored = sent without duplicates, {what}",
        f"{side.lost} lost, {side.extra} extra",
        target="0, 0",
        met=side.is_whole,
    )


def _product_on_canned() -> Measured:
    world = World(PEOPLE)
    with canned() as store:
        fill(store.url, world)
        with _server("product", url=store.url) as (port, pid):
            return _measure(Side(port, pid, store.pid), world, VISITS["canned"], lambda: stored_keys(store.url))


def _product_on_engine() -> Measured:
    world = World(PEOPLE)
    with engine() as store:
        fill(store.url, world)
        with _server("product", url=store.url) as (port, pid):
            return _measure(Side(port, pid, store.pid), world, VISITS["engine"], lambda: stored_keys(store.url))


def _on_postgres(server: postgres.Cluster) -> tuple[Measured, Measured]:
    """The bare INSERT, then the product's handler with its visits there."""
    world, count = World(PEOPLE), VISITS["postgres"]
    _fresh_table(server)
    with _server("insert", server.target, more=[peers.folder()]) as (port, pid):
        bare = _measure(Side(port, pid, server.pid), world, count, lambda: _rows(server), rows=True)
    _fresh_table(server)
    with canned() as store:
        fill(store.url, world)
        with _server("product-on-postgres", server.target, url=store.url, more=[peers.folder()]) as (port, pid):
            return bare, _measure(Side(port, pid, server.pid), world, count, lambda: _rows(server))


@contextmanager
def _server(*arguments: str, url: str = "", more: Sequence[Path] = ()) -> Iterator[tuple[int, int]]:
    paths = with_bench(asset("checkin"), lent(), *more)
    process = child(
        ["-m", "bench.ingest.server", *arguments], paths=paths, settings={"AWS_ENDPOINT_URL": url} if url else {}
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline()), process.pid
    finally:
        end(process)


def _measure(side: Side, world: World, count: int, stored: Any, *, rows: bool = False) -> Measured:
    visits = world.visits(count)
    arriving = world.as_it_arrives(visits)
    bodies = {sent.key: _row_body(world, sent) if rows else sent.body for sent in visits}
    requests = [load.request(sent.token, bodies[sent.key]) for sent in arriving]
    warm, at_most, steady = 300, 300 + int((1 - OPEN_SHARE) * (len(requests) - 300)), len(requests)
    load.send(side.port, requests[:warm])
    before = cpu.spent(side.server), cpu.spent(side.store)
    closed = load.send(side.port, requests[warm:at_most])
    after = cpu.spent(side.server), cpu.spent(side.store)
    opened = load.send(side.port, requests[at_most:steady], per_second=OPEN_LOAD * (at_most - warm) / closed.seconds)
    found, wanted = stored(), {sent.key for sent in visits}
    return Measured(
        stored=closed.statuses[201],
        seconds=closed.seconds,
        server_cpu=after[0] - before[0],
        store_cpu=after[1] - before[1],
        p50=opened.percentile(0.50),
        p99=opened.percentile(0.99),
        lost=len(wanted - set(found)),
        extra=len(found) - len(wanted & set(found)),
    )


def _row_body(world: World, sent: Sent) -> bytes:
    """The finished row of a visit, as the bare side wants it."""
    return json.dumps(row(world.visit_of(sent))).encode()


def _fresh_table(server: postgres.Cluster) -> None:
    server.sql("DROP TABLE IF EXISTS visit;" + TABLE)


def _rows(server: postgres.Cluster) -> list[tuple[str, str]]:
    lines = server.sql(
        "SELECT 'P#' || person, 'V#' || lpad(scanned::text, 10, '0') || '#' || venue FROM visit;"
    ).splitlines()
    return [(person, visit) for person, _, visit in (line.partition("|") for line in lines)]
