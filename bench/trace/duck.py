"""DuckDB: one table in memory, without an index, as analysts use it."""

import time

from bench.trace.engine import Pairs, pairs_from
from bench.trace.province import Province
from bench.trace.rule import Rule
from bench.trace.sql import question


class Duck:
    """One connection, all cores that it takes by default."""

    def __init__(self, province: Province) -> None:
        import duckdb  # type: ignore[import-not-found,unused-ignore]  # the bench installs it for itself
        import numpy as np

        self.name = f"DuckDB {duckdb.__version__}"
        begun = time.perf_counter()
        self._connection = duckdb.connect()
        visits = {  # noqa: F841 - the statement reads it
            "person": province.person,
            "venue": province.venue,
            "started": province.start,
            "ended": province.end,
        }
        places = {"venue": np.arange(len(province.category), dtype=np.int32), "cap": province.caps}  # noqa: F841 - as above
        self._connection.execute("CREATE TABLE visit AS SELECT * FROM visits")
        self._connection.execute("CREATE TABLE place AS SELECT * FROM places")
        self.prepared_s = time.perf_counter() - begun

    def contacts(self, f0: int, rule: Rule) -> Pairs:
        return self._asked(question(rule, "(SELECT ?::int AS f0) AS one"), f0)

    def batch(self, f0s: list[int], rule: Rule) -> Pairs:
        return self._asked(question(rule, "(SELECT unnest(?::int[]) AS f0) AS many"), f0s)

    def _asked(self, statement: str, given: int | list[int]) -> Pairs:
        found = self._connection.execute(statement.replace("started / ", "started // "), [given]).fetchnumpy()
        return pairs_from(found["f0"], found["contact"])

    def close(self) -> None:
        self._connection.close()
