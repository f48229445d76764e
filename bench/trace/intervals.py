"""NCLS: nested containment lists over all stays, each venue's times on a stretch of its own; filtered with numpy."""

import time
from typing import Any

import numpy as np

from bench.trace.engine import Pairs, pairs_from
from bench.trace.province import Longs, Province
from bench.trace.rule import DAY, Rule
from domain.tracing.policy import Accumulate

STRETCH = 32 * DAY


class Intervals:
    """Immutable: a visit more means building it again."""

    name = "NCLS"

    def __init__(self, province: Province) -> None:
        from ncls import NCLS  # type: ignore[import-not-found,unused-ignore]  # the bench installs it for itself

        self._all = province
        begun = time.perf_counter()
        shift = province.venue.astype(np.int64) * STRETCH
        rows = np.arange(len(province), dtype=np.int64)
        self._lists: Any = NCLS(shift + province.start, shift + province.end, rows)
        self.prepared_s = time.perf_counter() - begun

    def contacts(self, f0: int, rule: Rule) -> Pairs:
        return self.batch([f0], rule)

    def batch(self, f0s: list[int], rule: Rule) -> Pairs:
        p = self._all
        mine = np.concatenate([p.of_person(f0) for f0 in f0s])
        start, end = np.maximum(p.start[mine], rule.start), np.minimum(p.end[mine], rule.end)
        inside = end > start
        mine, start, end = mine[inside], start[inside], end[inside]
        shift = p.venue[mine].astype(np.int64) * STRETCH
        asked, found = self._lists.all_overlaps_both(shift + start, shift + end, np.arange(len(mine), dtype=np.int64))
        other = p.person[found] != p.person[mine[asked]]
        asked, found = asked[other], found[other]
        first, last = np.maximum(start[asked], p.start[found]), np.minimum(end[asked], p.end[found])
        f0, contact = p.person[mine[asked]], p.person[found]
        if rule.accumulate is Accumulate.SINGLE:
            enough = last - first >= rule.threshold
            return pairs_from(f0[enough], contact[enough])
        return _summed(f0, contact, p.venue[found], first.astype(np.int64), last.astype(np.int64), rule.threshold)

    def close(self) -> None:
        self._lists = None


def _summed(f0: Any, contact: Any, venue: Any, first: Longs, last: Longs, threshold: int) -> Pairs:
    """Pieces of one pair at one venue joined where they touch, each counted on the day on which it begins."""
    order = np.lexsort((last, first, venue, contact, f0))
    f0, contact, venue, first, last = (column[order] for column in (f0, contact, venue, first, last))
    group = np.cumsum(np.r_[False, (np.diff(f0) != 0) | (np.diff(contact) != 0) | (np.diff(venue) != 0)])
    reach = np.maximum.accumulate(last + group * STRETCH) - group * STRETCH
    begins = np.r_[True, (np.diff(group) != 0) | (first[1:] > reach[:-1])]
    at = np.flatnonzero(begins)
    length = np.maximum.reduceat(last, at) - first[at]
    _, day = np.unique(group[at] * 64 + first[at] // DAY, return_inverse=True)
    enough = np.bincount(day, length)[day] >= threshold
    return pairs_from(f0[at][enough], contact[at][enough])
