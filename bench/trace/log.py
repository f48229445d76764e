"""The visits in memory, answered as the index of visits by venue answers: sorted, by venue and local day, in pages.

Every Query is counted, with its items and read units by the published rule. No peer's engine is in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench import units
from bench.trace.fortnight import BEGIN, moment
from bench.trace.province import KINDS, Longs, Province
from domain.base.codes import ALPHABET
from domain.people.codes import PersonId
from domain.presence.codes import VenueId
from domain.presence.policy import visit_policy
from domain.presence.visit import Source, Visit, VisitKey
from domain.tracing.codes import CaseCode
from domain.tracing.contact import ContactsOfCase
from domain.tracing.search.overlap import Lookup, Presence, local_day_of

PAGE = 1 << 20  # DynamoDB cuts an answer there
READ = 4 * units.KILOBYTE
SECONDS = 22  # bits of a moment in a sort key: a fortnight, and whoever comes back after its last midnight
UNIT = "VN-2025H2/54/20194"


@dataclass(slots=True)
class Reads:
    """What a trace has read."""

    calls: int = 0
    items: int = 0
    read_units: float = 0.0
    rounds: int = 0

    def add(self, items: int, each: int) -> int:
        """One Query for so many items; its number of pages."""
        pages = max(1, ceil(items * each / PAGE))
        self.calls += pages
        self.items += items
        self.read_units += max(1, ceil(items * each / READ)) / 2
        return pages


class Sizes(NamedTuple):
    """Bytes of a stored visit, and of its copy in the index."""

    item: int
    copy: int


def sizes(visit: Visit) -> Sizes:
    """By the product's own item."""
    from adapters.dynamo.visit.item import item_from_visit
    from infra.data import TABLES

    carries = TABLES["Visit"].indexes[0].carries
    item = item_from_visit(visit)
    return Sizes(units.size(item), units.size(units.projected(item, carries)))


def codes(kind: type[PersonId | VenueId], count: int) -> NDArray[np.bytes_]:
    """The first so many valid codes of a kind, in order."""
    length = kind.length - 1
    numbers = np.arange(count, dtype=np.int64)
    symbols = np.empty((count, kind.length), np.uint8)
    state = np.full(count, kind.seed, np.int64)
    for place in range(length):
        value = (numbers >> 5 * (length - 1 - place)) & 31
        symbols[:, place] = value
        state = 2 * (state ^ value)
        state = np.where(state > 31, state ^ 37, state)
    symbols[:, length] = state
    return np.frombuffer(ALPHABET.encode(), np.uint8)[symbols].view(f"S{kind.length}").ravel()


class KeyedLog:
    """As much of the ports VisitLog, CoPresence and ContactBook as finding contacts reads; `reads` tells what it cost."""

    def __init__(self, province: Province) -> None:
        self._province = province
        order = np.argsort(_key(province.venue, province.start), kind="stable")
        self._key: Longs = _key(province.venue[order], province.start[order])
        self._person = province.person[order]
        self._end = province.end[order]
        self._is_open = province.is_open[order]
        self._people = codes(PersonId, province.people)
        self._venues = codes(VenueId, len(province.category)).astype(str).tolist()
        self._venue_number = {code: number for number, code in enumerate(self._venues)}
        self._sizes = Sizes(0, 0)
        self.reads = Reads()
        self._sizes = sizes(self.of_person(self.person(0), now=moment(0))[0])

    def person(self, number: int) -> PersonId:
        """The id of a person of the province."""
        return PersonId(self._people[number].decode())

    def numbers(self, people: Sequence[str]) -> NDArray[np.intp]:
        """Inverse of `person`."""
        return np.searchsorted(self._people, np.asarray(people, "S13"))

    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[Visit]:
        """One Query in the table."""
        found = self._province
        rows = found.of_person(int(self.numbers([person.value])[0]))
        self.reads.rounds += self.reads.add(len(rows), self._sizes.item)
        kept = visit_policy(now.date()).retention
        columns = (found.venue[rows], found.start[rows], found.end[rows], found.is_open[rows])
        return [
            Visit(
                key=VisitKey(person, BEGIN + start, VenueId(self._venues[venue])),
                start=moment(start),
                end=moment(end),
                is_open=is_open,
                category=KINDS[found.category[venue]].category,
                unit_path=UNIT,
                source=Source.PERSON_SCAN,
                expires_at=moment(start) + kept,
            )
            for venue, start, end, is_open in zip(*(column.tolist() for column in columns), strict=True)
        ]

    def of_case(self, case: CaseCode, *, now: datetime) -> ContactsOfCase:  # noqa: ARG002 - the port's
        """Nothing is on record yet; what that read costs is counted in `chain`."""
        return ContactsOfCase({}, {})

    def pages(self, wanted: Sequence[Lookup]) -> Iterator[tuple[str, Iterator[Presence]]]:
        """All look-ups in one round, each a Query for every local day it touches; a long answer takes more rounds."""
        rounds = 0
        for lookup in wanted:
            for first, last in self._by_day(lookup):
                pages = self.reads.add(last - first, self._sizes.copy)
                rounds = max(rounds, pages)
                step = max(1, ceil((last - first) / pages))
                for begin in range(first, last, step):
                    yield lookup.venue, self._page(begin, min(begin + step, last))
        self.reads.rounds += rounds

    def rows(self, venue: str, first: int, last: int) -> Iterator[Presence]:
        """Everybody who checked in at a venue within [first, last], epoch seconds: one Query without its pages."""
        low, high = max(first - BEGIN, 0), max(last + 1 - BEGIN, 0)
        place = self._venue_number[venue] << SECONDS
        begin, end = np.searchsorted(self._key, [place + low, place + high])
        return self._page(int(begin), int(end))

    def _by_day(self, lookup: Lookup) -> Iterator[tuple[int, int]]:
        """The rows of each bucket between the bounds, both left out."""
        venue = self._venue_number[lookup.venue] << SECONDS
        for day in range(local_day_of(lookup.after + 1), local_day_of(lookup.before - 1) + 1):
            midnight = (day - local_day_of(BEGIN)) * 86_400
            low = max(midnight, lookup.after + 1 - BEGIN, 0)
            high = max(low, min(midnight + 86_400, lookup.before - BEGIN))
            first, last = np.searchsorted(self._key, [venue + low, venue + high])
            yield int(first), int(last)

    def _page(self, first: int, last: int) -> Iterator[Presence]:
        """One page, its texts made anew as from the wire."""
        people = self._people[self._person[first:last]].astype("U13").tolist()
        starts = (self._key[first:last] & ((1 << SECONDS) - 1)) + BEGIN
        ends = self._end[first:last].astype(np.int64) + BEGIN
        return map(Presence, people, starts.tolist(), ends.tolist(), self._is_open[first:last].tolist())


def _key(venue: NDArray[np.int32], start: NDArray[np.int32]) -> Longs:
    return (venue.astype(np.int64) << SECONDS) + start
