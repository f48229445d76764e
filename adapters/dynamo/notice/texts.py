"""Text messages to numbers: an item for the last message to a number, and for each matter known there."""

import hashlib
import hmac
from contextlib import suppress
from datetime import datetime
from os import urandom

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from adapters.dynamo.calls import Refused
from adapters.dynamo.models import Record, found, of_table, said
from adapters.dynamo.notice import keys
from domain.base.errors import Busy
from domain.base.period import at_epoch, epoch
from domain.base.secret import KeyStore, Purpose
from domain.telling.texts import Owed, TextSlot, Turn, turn_of

_KEPT = 2 * 24 * 3600
_TRIES = 3


class _Text(Record):
    once = UnicodeAttribute(attr_name="n", null=True)
    holder = UnicodeAttribute(attr_name="o", null=True)
    lease = NumberAttribute(attr_name="l", null=True)
    sent_at = NumberAttribute(attr_name="w", null=True)
    told = UnicodeSetAttribute(attr_name="td", null=True)


class DynamoTexts:
    """NumberTexts on the Notice table."""

    def __init__(self, table: str, *, key_store: KeyStore) -> None:
        self._texts = of_table(_Text, table)
        self._keys = key_store

    def take(self, phone: str, owed: Owed, *, lease_until: datetime, now: datetime) -> Turn:
        """The holder's random name tells our own item, written by an attempt whose answer was lost, from a rival's."""
        pk, holder = self._key(phone), urandom(8).hex()
        for _ in range(_TRIES):
            text = found(self._texts, pk, keys.TEXT)
            if text is not None and text.holder == holder:
                return Turn.SEND
            is_known = not owed.is_proved and self._is_known(pk, owed, now)
            turn = turn_of(_slot(text), owed, is_known=is_known, now=now)
            with suppress(Refused):
                if turn is Turn.SEND:
                    self._begin(pk, holder, owed, text, lease_until)
                elif turn is Turn.SHARED and text is not None:
                    self._join(text, owed)
                return turn
        raise Busy

    def texted(self, phone: str, owed: Owed, *, now: datetime) -> None:
        """What is known comes first: whoever reads the message as out finds it known."""
        pk = self._key(phone)
        if owed.about:
            known = self._texts(pk, keys.about(owed.about))
            said(lambda: known.update([_Text.expires.set(epoch(now + owed.kept))]))
        text = self._texts(pk, keys.TEXT)
        sent: list[Action] = [
            _Text.sent_at.set(epoch(now)),
            _Text.told.set({owed.said}),
            _Text.expires.set(epoch(now) + _KEPT),
        ]
        with suppress(Refused):
            said(lambda: text.update(sent, (_Text.once == owed.once) & _Text.sent_at.does_not_exist()))

    def _is_known(self, pk: str, owed: Owed, now: datetime) -> bool:
        """Read after the message: one that went out meanwhile is seen here, or lets this one begin no more."""
        known = found(self._texts, pk, keys.about(owed.about)) if owed.about else None
        return known is not None and epoch(now) < int(known.expires or 0)

    def _begin(self, pk: str, holder: str, owed: Owed, before: _Text | None, lease_until: datetime) -> None:
        text = self._texts(pk, keys.TEXT)
        anew: list[Action] = [
            _Text.once.set(owed.once),
            _Text.holder.set(holder),
            _Text.lease.set(epoch(lease_until)),
            _Text.sent_at.remove(),
            _Text.told.remove(),
            _Text.expires.set(epoch(lease_until) + _KEPT),
        ]
        said(lambda: text.update(anew, _as_read(before)))

    @staticmethod
    def _join(text: _Text, owed: Owed) -> None:
        """Whoever else joins meanwhile adds to the same set."""
        of_this_message = (_Text.holder == text.holder) & (_Text.sent_at == text.sent_at)
        said(lambda: text.update([_Text.told.add({owed.said})], of_this_message))

    def _key(self, phone: str) -> str:
        """Keyed hash: a number is no key."""
        lookup = self._keys.ring(Purpose.LOOKUP).newest.material
        return keys.number(hmac.new(lookup, f"text-v1|{phone}".encode(), hashlib.sha256).hexdigest())


def _as_read(text: _Text | None) -> Condition:
    """Every sender writes a name of its own, and the message goes out once under it."""
    if text is None:
        return _Text.pk.does_not_exist()
    sent = _Text.sent_at == text.sent_at if text.sent_at else _Text.sent_at.does_not_exist()
    read: Condition = (_Text.holder == text.holder) & sent
    return read


def _slot(text: _Text | None) -> TextSlot | None:
    if text is None:
        return None
    return TextSlot(
        text.once or "",
        at_epoch(int(text.lease or 0)),
        at_epoch(int(text.sent_at)) if text.sent_at else None,
        frozenset(text.told or ()),
    )
