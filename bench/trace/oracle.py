"""The contacts by brute force: every visit of an F0 against every visit there is, no index, no look-back.

Seconds in common are counted as set bits of whole numbers, one bit for each second of the window: nothing of how the
product or a peer joins intervals is in it.
"""

from collections.abc import Iterable

import numpy as np

from bench.trace.engine import Pairs, pairs_of
from bench.trace.province import Province
from bench.trace.rule import DAY, Rule
from domain.tracing.policy import Accumulate


class Oracle:
    """For small provinces."""

    def __init__(self, province: Province) -> None:
        self._all = province

    def contacts(self, f0: int, rule: Rule) -> Pairs:
        find = self._one_pair if rule.accumulate is Accumulate.SINGLE else self._sum_of_day
        found = find(f0, rule)
        return pairs_of(f0, np.asarray(sorted(found - {f0}), np.int64))

    def batch(self, f0s: list[int], rule: Rule) -> Pairs:
        return np.concatenate([self.contacts(f0, rule) for f0 in f0s])

    def _one_pair(self, f0: int, rule: Rule) -> set[int]:
        p, found = self._all, set[int]()
        for row in np.flatnonzero(p.person == f0):
            start, end = max(p.start[row], rule.start), min(p.end[row], rule.end)
            common = np.minimum(p.end, end) - np.maximum(p.start, start)
            found |= set(p.person[(p.venue == p.venue[row]) & (common >= rule.threshold)].tolist())
        return found

    def _sum_of_day(self, f0: int, rule: Rule) -> set[int]:
        p, found = self._all, set[int]()
        for venue in np.unique(p.venue[p.person == f0]):
            own, since = self._seconds(np.flatnonzero((p.venue == venue) & (p.person == f0)), rule.start, rule.end)
            until = since + own.bit_length()
            others: dict[int, list[int]] = {}
            for row in np.flatnonzero((p.venue == venue) & (p.person != f0)):
                others.setdefault(int(p.person[row]), []).append(int(row))
            for other, rows in others.items():
                there, first = self._seconds(rows, since, until)
                if _most_of_a_day(own & there << (first - since), since - rule.start) >= rule.threshold:
                    found.add(other)
        return found

    def _seconds(self, rows: Iterable[int], since: int, until: int) -> tuple[int, int]:
        """One bit for each second of somebody's presence, and the moment of the first bit."""
        p = self._all
        spans = [(max(int(p.start[row]), since), min(int(p.end[row]), until)) for row in rows]
        spans = [(start, end) for start, end in spans if end > start]
        first = min((start for start, _ in spans), default=since)
        bits = 0
        for start, end in spans:
            bits |= ((1 << (end - start)) - 1) << (start - first)
        return bits, first


def _most_of_a_day(common: int, place: int) -> int:
    """`place`: the first bit's, from a midnight. Of the runs of set bits, each counted whole on the day on which it begins, the longest day's sum."""
    days: dict[int, int] = {}
    while common:
        empty = (common & -common).bit_length() - 1
        common >>= empty
        place += empty
        run = (~common & (common + 1)).bit_length() - 1
        days[place // DAY] = days.get(place // DAY, 0) + run
        common >>= run
        place += run
    return max(days.values(), default=0)
