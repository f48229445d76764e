"""Marks and facts as bytes. No client is imported: every door reads them, stream readers too."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from adapters.dynamo.standing import keys
from adapters.dynamo.wire import Item, data, text
from domain.base.codes import ALPHABET
from domain.base.period import at_epoch, epoch
from domain.people.codes import PersonId
from domain.people.human.records import Joining, Records
from domain.people.human.standing import Revoked, Stand

_PERSON = 8  # 12 symbols of 5 bits; the 13th follows from them
_MOMENT = 4
_DEVICE = 8
_FACT = 2 * _PERSON + _MOMENT + 2


def person_packed(person: PersonId) -> bytes:
    number = 0
    for symbol in str(person)[:-1]:
        number = number * len(ALPHABET) + ALPHABET.index(symbol)
    return number.to_bytes(_PERSON, "big")


def person_unpacked(packed: bytes) -> PersonId:
    """Inverse of `person_packed`."""
    return PersonId.from_random(int.from_bytes(packed, "big"))


def before_packed(person: PersonId, moment: datetime) -> bytes:
    """The mark that signs out every token of a person issued before a moment."""
    return person_packed(person) + epoch(moment).to_bytes(_MOMENT, "big")


def fact_packed(fact: Joining) -> bytes:
    moment, number = epoch(fact.at).to_bytes(_MOMENT, "big"), fact.number.to_bytes(2, "big")
    return person_packed(fact.join) + person_packed(fact.keep) + moment + number


def fact_unpacked(packed: bytes) -> Joining:
    """Inverse of `fact_packed`."""
    join, keep, rest = packed[:_PERSON], packed[_PERSON : 2 * _PERSON], packed[2 * _PERSON :]
    at = at_epoch(int.from_bytes(rest[:_MOMENT], "big"))
    return Joining(person_unpacked(join), person_unpacked(keep), int.from_bytes(rest[_MOMENT:], "big"), at)


def stand_of(days: Iterable[Item]) -> Stand:
    """What the items of `DAYS` say together."""
    devices: set[bytes] = set()
    before: dict[PersonId, datetime] = {}
    facts: list[Joining] = []
    for item in days:
        marks = [bytes(data({"B": mark})) for mark in item["m"]["BS"]]
        if keys.holds_joinings(text(item, "sk")):
            facts += map(fact_unpacked, marks)
            continue
        devices.update(mark for mark in marks if len(mark) == _DEVICE)
        _note(before, (mark for mark in marks if len(mark) != _DEVICE))
    return Stand(Revoked(frozenset(devices), before), Records(facts))


def _note(before: dict[PersonId, datetime], marks: Iterable[bytes]) -> None:
    for mark in marks:
        person, moment = person_unpacked(mark[:_PERSON]), at_epoch(int.from_bytes(mark[_PERSON:], "big"))
        before[person] = max(moment, before.get(person, moment))


def added(table: str, sk: str, mark: bytes, *, expires: int | None) -> Any:
    """The update that puts a mark into a day's set."""
    values: dict[str, Any] = {":mark": {"BS": [mark]}}
    update = "ADD m :mark"
    if expires is not None:
        update += " SET x = if_not_exists(x, :x)"
        values[":x"] = {"N": str(expires)}
    return {
        "TableName": table,
        "Key": {"pk": {"S": keys.DAYS}, "sk": {"S": sk}},
        "UpdateExpression": update,
        "ExpressionAttributeValues": values,
    }
