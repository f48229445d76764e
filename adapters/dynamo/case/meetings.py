"""The log of meetings: one item under each of the two people, and a register of whom a case may have items under.

A statement is compared with the items themselves. The register is extended before the first item is written and cut
after the last one is removed, so wherever a writer dies, the next statement finds everything that is left to mend.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from adapters.dynamo import key_parts
from adapters.dynamo.bulk import at_once, every_bulk, write_many
from adapters.dynamo.case import keys
from adapters.dynamo.wire import Item, NewItem, b, data, n, number, present, s, text
from domain.base.secret import Sealer
from domain.people.codes import PersonId
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Closeness
from domain.tracing.meeting import Meeting


class DynamoMeetings:
    """MeetingLog on the Case table. Without a sealer the free text of a place is neither stored nor read."""

    def __init__(self, table: str, *, sealer: Sealer | None = None) -> None:
        self._table = table
        self._sealer = sealer

    def restate(self, case: CaseCode, meetings: Sequence[Meeting]) -> None:
        register = keys.interviewed(case)
        listed = {key_parts.person_read(text(item, "sk")) for item in self._read(register)}
        wanted = self._items(case, meetings)
        people = sorted(listed | set(wanted))
        stored = dict(
            zip(people, at_once(lambda person: self._of(person, keys.meetings_of(case)), people), strict=True)
        )
        self._write(
            _put({"pk": s(register), "sk": s(key_parts.person(person))}) for person in wanted if person not in listed
        )
        self._write(change for person in people for change in self._changes(wanted.get(person, {}), stored[person]))
        self._write(_delete(register, key_parts.person(person)) for person in people if person not in wanted)

    def of(self, people: Iterable[PersonId], *, now: int) -> Mapping[PersonId, Sequence[Meeting]]:
        asked = list(dict.fromkeys(people))
        found = at_once(lambda person: self._of(person, keys.MEETINGS), asked)
        return {
            person: sorted(m for item in items if (m := self._meeting(item)).expires > now)
            for person, items in zip(asked, found, strict=True)
        }

    def _items(self, case: CaseCode, meetings: Sequence[Meeting]) -> dict[PersonId, dict[str, Meeting]]:
        """Person → sort key → meeting. The number that tells those of a pair apart is the same from both sides."""
        pairs: dict[tuple[PersonId, PersonId], set[Meeting]] = defaultdict(set)
        for meeting in (*meetings, *(m.reversed for m in meetings)):
            shown = meeting if self._sealer else meeting._replace(place="")
            pairs[meeting.person, meeting.other].add(shown)
        found: dict[PersonId, dict[str, Meeting]] = defaultdict(dict)
        for (person, other), stated in pairs.items():
            for place, meeting in enumerate(sorted(stated)):
                found[person][keys.meeting(case, other, place)] = meeting
        return found

    def _changes(self, wanted: Mapping[str, Meeting], stored: Sequence[Item]) -> list[Mapping[str, Any]]:
        known = {text(item, "sk"): self._meeting(item) for item in stored}
        puts = [_put(self._item(sk, meeting)) for sk, meeting in wanted.items() if known.get(sk) != meeting]
        return puts + [_delete(text(item, "pk"), sk) for item in stored if (sk := text(item, "sk")) not in wanted]

    def _item(self, sk: str, meeting: Meeting) -> NewItem:
        pk = key_parts.person(meeting.person)
        place = self._sealer.seal(meeting.place, bound_to=f"{pk}/{sk}") if self._sealer and meeting.place else None
        return present(
            {
                "pk": s(pk),
                "sk": s(sk),
                "c": s(meeting.closeness.value),
                "i": n(meeting.start),
                "e": n(meeting.end),
                "p": b(place) if place else None,
                "x": n(meeting.expires),
            }
        )

    def _meeting(self, item: Item) -> Meeting:
        pk, sk = text(item, "pk"), text(item, "sk")
        _, person, other = keys.meeting_read(pk, sk)
        place = self._sealer.open(data(item["p"]), bound_to=f"{pk}/{sk}") if self._sealer and "p" in item else ""
        start, end, expires = (number(item, name) or 0 for name in ("i", "e", "x"))
        return Meeting(person, other, Closeness(text(item, "c")), start, end, expires, place)

    def _of(self, person: PersonId, prefix: str) -> list[Item]:
        return self._read(key_parts.person(person), prefix)

    def _read(self, pk: str, prefix: str = "") -> list[Item]:
        values = {":pk": s(pk)} | ({":prefix": s(prefix)} if prefix else {})
        found = every_bulk(
            TableName=self._table,
            KeyConditionExpression="pk = :pk" + (" AND begins_with(sk, :prefix)" if prefix else ""),
            ExpressionAttributeValues=values,
            ConsistentRead=True,
        )
        return list(found)

    def _write(self, changes: Iterable[Mapping[str, Any]]) -> None:
        write_many(self._table, list(changes))


def _put(item: NewItem) -> dict[str, Any]:
    return {"PutRequest": {"Item": item}}


def _delete(pk: str, sk: str) -> dict[str, Any]:
    return {"DeleteRequest": {"Key": {"pk": s(pk), "sk": s(sk)}}}
