"""The waiting list: one item under the case and one under the person.

Wherever a writer dies, whoever would wake a case stands under it, so that its next run mends what was left half done.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from adapters.dynamo import key_parts
from adapters.dynamo.bulk import every_bulk, write_many
from adapters.dynamo.case import keys
from adapters.dynamo.wire import Item, is_living, s, t, text
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode


class DynamoWaiting:
    """WaitingList on the Case table."""

    def __init__(self, table: str) -> None:
        self._table = table

    def add(self, case: CaseCode, people: Collection[PersonId], *, expires_at: datetime) -> None:
        for places in reversed(_places(case, people)):
            write_many(self._table, [{"PutRequest": {"Item": key | {"x": t(expires_at)}}} for key in places])

    def remove(self, case: CaseCode, people: Collection[PersonId]) -> None:
        for places in _places(case, people):
            write_many(self._table, [{"DeleteRequest": {"Key": key}} for key in places])

    def of_case(self, case: CaseCode, *, now: datetime) -> frozenset[PersonId]:
        found = self._read(keys.waiting(case), key_parts.PEOPLE, now)
        return frozenset(key_parts.person_read(text(item, "sk")) for item in found)

    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[CaseCode]:
        found = self._read(key_parts.person(person), keys.WAITING, now)
        return [keys.waiting_read(text(item, "sk")) for item in found]

    def _read(self, pk: str, prefix: str, now: datetime) -> Iterator[Item]:
        found = every_bulk(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues={":pk": s(pk), ":prefix": s(prefix)},
            ConsistentRead=True,
        )
        return (item for item in found if is_living(item, now))


def _places(case: CaseCode, people: Collection[PersonId]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Keys under each person, then keys under the case."""
    who, what = sorted(map(key_parts.person, people)), keys.waiting(case)
    return [{"pk": s(p), "sk": s(what)} for p in who], [{"pk": s(what), "sk": s(p)} for p in who]
