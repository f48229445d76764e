"""Who was at a venue: the index of visits by venue and local day, all look-ups at once, rows without dictionaries.

A trace reads tens of thousands of visits. What the SDK makes of one costs 60 µs; here it is a few.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.json import Decoder

from adapters.dynamo import key_parts
from adapters.dynamo.bulk import AT_ONCE, Page, query, submit
from adapters.dynamo.visit import keys
from adapters.dynamo.wire import s
from domain.base.period import at_epoch
from domain.presence.visit import ASSUMED_ENDS, DOUBTS, Flag
from domain.tracing.search.overlap import Lookup, Presence, local_day_of

_SECOND = 10  # digits of the moment that a range key begins with
_PERSON = _SECOND + 1


class _Text(Struct, gc=False):
    S: str


class _Number(Struct, gc=False):
    N: str


class _Flags(Struct, gc=False):
    L: list[_Text]


class _Row(Struct, gc=False):
    vs: _Text
    e: _Number
    o: _Number
    f: _Flags | None = None


_PAGE = Decoder(Page[_Row])


class _Asked(NamedTuple):
    """One Query on its way."""

    venue: str
    query: dict[str, Any]


class DynamoCoPresence:
    """CoPresence on the Visit table."""

    def __init__(self, table: str) -> None:
        self._table = table

    def pages(self, wanted: Sequence[Lookup]) -> Iterator[tuple[str, Iterable[Presence]]]:
        """At most ten answers wait to be taken, so memory does not grow with the number of look-ups."""
        waiting = deque(asked for lookup in wanted for asked in self._asked(lookup))
        under_way: dict[Future[bytes], _Asked] = {}
        while waiting or under_way:
            while waiting and len(under_way) < AT_ONCE:
                asked = waiting.popleft()
                under_way[submit(partial(query, **asked.query))] = asked
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for answered in done:
                asked = under_way.pop(answered)
                page = _PAGE.decode(answered.result())
                if page.LastEvaluatedKey is not None:
                    more = {**asked.query, "ExclusiveStartKey": page.LastEvaluatedKey}
                    under_way[submit(partial(query, **more))] = asked._replace(query=more)
                yield asked.venue, map(_presence, page.Items)

    def _asked(self, lookup: Lookup) -> Iterator[_Asked]:
        """One for each local day the look-up touches; both of its ends are left out."""
        first, last = max(lookup.after + 1, 0), lookup.before - 1
        if first > last:
            return
        for day in range(local_day_of(first), local_day_of(last) + 1):
            yield _Asked(
                lookup.venue,
                {
                    "TableName": self._table,
                    "IndexName": keys.BY_VENUE,
                    "KeyConditionExpression": "vb = :vb AND vs BETWEEN :first AND :last",
                    "ProjectionExpression": "vs, e, o, f",
                    "ExpressionAttributeValues": {
                        ":vb": s(keys.venue_on(lookup.venue, day)),
                        ":first": s(key_parts.seconds(at_epoch(first))),
                        ":last": s(key_parts.end_of_second(at_epoch(last))),
                    },
                },
            )


def _presence(row: _Row) -> Presence:
    """Most visits carry no flag, and what flags say is asked of the others alone."""
    key = row.vs.S
    stay = Presence(key[_PERSON:], int(key[:_SECOND]), int(row.e.N), row.o.N == "1")
    if row.f is None:
        return stay
    flags = {flag.S for flag in row.f.L}
    assumed = stay.assumed or not ASSUMED_ENDS.isdisjoint(flags)
    return stay._replace(
        assumed=assumed, doubtful=not DOUBTS.isdisjoint(flags), predates=Flag.PREDATES_REGISTRATION in flags
    )
