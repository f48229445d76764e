"""The product's own search for contacts (functions/trace/run/service/evidence.py and domain/tracing/) over the visits in memory."""

import time
import tracemalloc
from typing import Any

import numpy as np

from bench.trace.engine import Pairs, pairs_of
from bench.trace.log import KeyedLog, Reads
from bench.trace.province import Province
from bench.trace.rule import NOW, Rule
from functions.trace.run.service.evidence import gathered


class Product:
    """One search after the other, as one function runs them; `reads` tells what the last one cost."""

    name = "product"

    def __init__(self, province: Province) -> None:
        begun = time.perf_counter()
        self.log = KeyedLog(province)
        self.prepared_s = time.perf_counter() - begun
        log: Any = self.log
        self._ports = {"visits": log, "present": log, "meetings": (), "contacts": log}

    @property
    def reads(self) -> Reads:
        """Of the last search."""
        return self.log.reads

    def contacts(self, f0: int, rule: Rule) -> Pairs:
        self.log.reads = Reads()
        case = rule.case(self.log.person(f0))
        found = gathered(case, rule.policy, **self._ports, now=NOW)
        return pairs_of(f0, self.log.numbers(list(found.graded)))

    def batch(self, f0s: list[int], rule: Rule) -> Pairs:
        return np.concatenate([self.contacts(f0, rule) for f0 in f0s])

    def close(self) -> None:
        """Nothing to let go of."""

    def peak_bytes(self, f0: int, rule: Rule) -> int:
        """The most memory that one search holds at a time, pages of answers included."""
        tracemalloc.start()
        try:
            self.contacts(f0, rule)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
