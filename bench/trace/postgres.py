"""PostgreSQL: one table, a B-tree by venue and check-in that carries all a search reads, and one by person."""

import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from bench.ingest.cluster import Cluster
from bench.trace.engine import Pairs, pairs_from
from bench.trace.province import Province
from bench.trace.rule import Rule
from bench.trace.sql import question

SETTINGS = "-c shared_buffers=1GB -c work_mem=256MB -c maintenance_work_mem=1GB -c max_wal_size=8GB -c jit=off"
TABLES = """
DROP TABLE IF EXISTS visit, place;
CREATE UNLOGGED TABLE visit (person int NOT NULL, venue int NOT NULL, started int NOT NULL, ended int NOT NULL);
CREATE UNLOGGED TABLE place (venue int PRIMARY KEY, cap int NOT NULL);
"""
INDEXES = """
CREATE INDEX by_venue ON visit (venue, started) INCLUDE (ended, person);
CREATE INDEX by_person ON visit (person) INCLUDE (venue, started, ended);
"""
AT_ONCE = 1 << 20
HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TAIL = b"\xff\xff"


class Postgres:
    """One connection over the cluster's socket, statements prepared."""

    def __init__(self, server: Cluster, province: Province) -> None:
        import psycopg  # type: ignore[import-not-found,unused-ignore]  # the bench installs it for itself

        self.name = f"PostgreSQL {server.version}"
        begun = time.perf_counter()
        self._connection: Any = psycopg.connect(server.target, autocommit=True, prepare_threshold=0)
        self._connection.execute(TABLES, prepare=False)
        self._copy("visit", province.person, province.venue, province.start, province.end)
        self._copy("place", np.arange(len(province.category)), province.caps)
        self._connection.execute(INDEXES, prepare=False)
        for table in ("visit", "place"):
            self._connection.execute(f"VACUUM (ANALYZE) {table}", prepare=False)
        self.prepared_s = time.perf_counter() - begun

    def _copy(self, table: str, *columns: Any) -> None:
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
            copy.write(HEAD)
            for rows in _rows(columns):
                copy.write(rows)
            copy.write(TAIL)

    def contacts(self, f0: int, rule: Rule) -> Pairs:
        return self._asked(question(rule, "(SELECT %s::int AS f0) AS one"), f0)

    def batch(self, f0s: list[int], rule: Rule) -> Pairs:
        return self._asked(question(rule, "(SELECT unnest(%s::int[]) AS f0) AS many"), f0s)

    def _asked(self, statement: str, given: Any) -> Pairs:
        found = self._connection.execute(statement, (given,), binary=True).fetchall()
        pairs = np.asarray(found, np.int64).reshape(-1, 2)
        return pairs_from(pairs[:, 0], pairs[:, 1])

    def close(self) -> None:
        self._connection.execute("DROP TABLE visit, place", prepare=False)
        self._connection.close()


def _rows(columns: tuple[Any, ...]) -> Iterator[bytes]:
    """Rows in PostgreSQL's binary form: the number of fields, then each field behind its length."""
    fields = [(f"{part}{n}", ">i4") for n in range(len(columns)) for part in ("length", "value")]
    row = np.dtype([("fields", ">i2"), *fields])
    for first in range(0, len(columns[0]), AT_ONCE):
        some = np.empty(len(columns[0][first : first + AT_ONCE]), row)
        some["fields"] = len(columns)
        for n, column in enumerate(columns):
            some[f"length{n}"] = 4
            some[f"value{n}"] = column[first : first + AT_ONCE]
        yield some.tobytes()
