"""The record of who read or changed whose data, and the seals of its days."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from adapters.dynamo import key_parts
from adapters.dynamo.audit import keys
from adapters.dynamo.bulk import at_once
from adapters.dynamo.calls import Refused
from adapters.dynamo.models import Record, of_table, said
from domain.base.errors import InvalidInput
from domain.base.period import at_epoch, epoch
from domain.people.audit import AccessPage, AccessRecord, Alteration, Seal
from domain.people.policy import AUDIT_RETENTION

_CURSOR = re.compile(r"[0-9]{10}#[0-9a-f]{1,64}")  # the moment and nonce of the last record shown


class _ByDay(GlobalSecondaryIndex["Entry"]):  # type: ignore[no-untyped-call]  # PynamoDB's own hook
    class Meta:
        index_name = keys.BY_DAY
        projection = KeysOnlyProjection()

    day = UnicodeAttribute(attr_name="d", hash_key=True)
    digest = UnicodeAttribute(attr_name="h", range_key=True)


class _ByActor(GlobalSecondaryIndex["Entry"]):  # type: ignore[no-untyped-call]  # PynamoDB's own hook
    class Meta:
        index_name = keys.BY_ACTOR
        projection = KeysOnlyProjection()

    actor = UnicodeAttribute(attr_name=keys.ACTOR, hash_key=True)
    sk = UnicodeAttribute(range_key=True)


class _ByUnit(GlobalSecondaryIndex["Entry"]):  # type: ignore[no-untyped-call]  # PynamoDB's own hook
    class Meta:
        index_name = keys.BY_UNIT
        projection = KeysOnlyProjection()

    acted_for = UnicodeAttribute(attr_name=keys.UNIT, hash_key=True)
    sk = UnicodeAttribute(range_key=True)


class Entry(Record):
    """`day` and `digest` are the keys of byDay; both stand in the table's item too. `acted_for` is the unit, and stands
    only where there is one: an index takes no empty key."""

    by_day = _ByDay()
    by_actor = _ByActor()
    by_unit = _ByUnit()
    day = UnicodeAttribute(attr_name="d")
    digest = UnicodeAttribute(attr_name="h")
    actor = UnicodeAttribute(attr_name=keys.ACTOR)
    acted_for = UnicodeAttribute(attr_name=keys.UNIT, null=True)
    role = UnicodeAttribute(attr_name="ro")
    unit = UnicodeAttribute(attr_name="u")
    act = UnicodeAttribute(attr_name="wh")
    reason = UnicodeAttribute(attr_name="y")


class SealItem(Record):
    records = NumberAttribute(attr_name="n")
    previous = UnicodeAttribute(attr_name="p")
    digest = UnicodeAttribute(attr_name="h")
    kid = UnicodeAttribute(attr_name="k")


class _Altered(Record):
    place = UnicodeAttribute(attr_name="w")
    before = UnicodeAttribute(attr_name="b", null=True)
    after = UnicodeAttribute(attr_name="a", null=True)
    at = NumberAttribute(attr_name="t")


class DynamoAudit:
    """AuditLog on the Audit table. A key that is taken is never written again."""

    def __init__(self, table: str) -> None:
        self._entries = of_table(Entry, table)
        self._seals = of_table(SealItem, table)
        self._altered = of_table(_Altered, table)

    def append(self, record: AccessRecord) -> None:
        """A record met under its own random nonce is this one, written by an attempt whose answer was lost."""
        entry = self._entries(
            keys.audit(record.subject),
            keys.audit_moment(record.at, record.nonce),
            day=key_parts.day(record.day),
            digest=record.digest,
            actor=record.actor,
            role=record.role,
            unit=record.unit,
            acted_for=record.unit or None,
            act=record.act,
            reason=record.reason,
            expires=epoch(record.at + AUDIT_RETENTION),
        )
        with suppress(Refused):
            said(lambda: entry.save(condition=Entry.pk.does_not_exist()))

    def append_all(self, records: Sequence[AccessRecord]) -> None:
        """A conditional put each, because a batch knows no conditions."""
        at_once(self.append, records)

    def of_subject(self, subject: str, *, limit: int, cursor: str | None, now: datetime) -> AccessPage:
        """Expiry grows with the moment of the act, so what has expired stands at the end of the partition."""
        before = None if cursor is None else self._entries.sk < _start(cursor)
        found = said(
            lambda: list(
                self._entries.query(
                    keys.audit(subject), before, scan_index_forward=False, limit=limit + 1, consistent_read=True
                )
            )
        )
        kept = [entry for entry in found if int(entry.expires or 0) > epoch(now)]
        more = len(kept) > limit
        return AccessPage([record_of(entry) for entry in kept[:limit]], kept[limit - 1].sk if more else None)

    def of_day(self, day: date) -> Sequence[tuple[AccessRecord, str]]:
        """The index lists the keys; the records come from the table, where an alteration would show."""
        listed = said(lambda: list(self._entries.by_day.query(key_parts.day(day))))
        wanted = [(entry.pk, entry.sk) for entry in listed]
        entries = said(lambda: list(self._entries.batch_get(wanted, consistent_read=True)))
        return [(record_of(entry), entry.digest) for entry in sorted(entries, key=lambda e: (e.sk, e.pk))]

    def seal_of(self, day: date) -> Seal | None:
        return self._first(self._seals.sk == key_parts.day(day))

    def last_seal(self, before: date) -> Seal | None:
        return self._first(self._seals.sk < key_parts.day(before))

    def add_seal(self, seal: Seal) -> Seal:
        item = self._seals(
            keys.SEAL,
            key_parts.day(seal.day),
            records=seal.count,
            previous=seal.previous,
            digest=seal.digest,
            kid=seal.kid,
        )
        with suppress(Refused):
            said(lambda: item.save(condition=SealItem.pk.does_not_exist()))
        return self.seal_of(seal.day) or seal

    def note(self, alteration: Alteration) -> None:
        item = self._altered(
            keys.ALTERED,
            keys.altered(alteration.day, alteration.number),
            place=alteration.place,
            before=alteration.before or None,
            after=alteration.after or None,
            at=epoch(alteration.at),
            expires=epoch(alteration.at + AUDIT_RETENTION),
        )
        with suppress(Refused):
            said(lambda: item.save(condition=_Altered.pk.does_not_exist()))

    def alterations(self, first: date, last: date) -> Sequence[Alteration]:
        between = self._altered.sk.between(key_parts.day(first), keys.altered(last, "~"))
        found = said(lambda: list(self._altered.query(keys.ALTERED, between, consistent_read=True)))
        return [_alteration(item) for item in found]

    def _first(self, condition: Condition) -> Seal | None:
        """The newest seal that fits."""
        seals = said(
            lambda: list(
                self._seals.query(keys.SEAL, condition, scan_index_forward=False, limit=1, consistent_read=True)
            )
        )
        return seal_of_item(seals[0]) if seals else None


def _start(cursor: str) -> str:
    if not _CURSOR.fullmatch(cursor):
        raise InvalidInput.of("cursor", "cursor")
    return cursor


def record_of(entry: Entry) -> AccessRecord:
    at, nonce = entry.sk.split("#", 1)
    return AccessRecord(
        subject=entry.pk.removeprefix("A#"),
        actor=entry.actor,
        role=entry.role,
        unit=entry.unit,
        act=entry.act,
        reason=entry.reason,
        at=at_epoch(int(at)),
        nonce=nonce,
    )


def seal_of_item(item: SealItem) -> Seal:
    return Seal(key_parts.day_read(item.sk), int(item.records), item.previous, item.digest, item.kid)


def _alteration(item: _Altered) -> Alteration:
    day, number = item.sk.split("#", 1)
    return Alteration(
        key_parts.day_read(day), item.place, item.before or "", item.after or "", at_epoch(int(item.at)), number
    )
