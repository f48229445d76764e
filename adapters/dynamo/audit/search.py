"""The record of access by subject, actor and unit: indexes list the keys, the records come from the table."""

import re
from datetime import datetime, timedelta
from typing import Any

from adapters.dynamo.audit import keys
from adapters.dynamo.audit.log import Entry, record_of
from adapters.dynamo.key_parts import seconds
from adapters.dynamo.models import of_table, said
from domain.base.errors import InvalidInput
from domain.base.period import epoch, start_of
from domain.people.audit import AccessPage
from domain.people.oversight import By, Search

# The moment and nonce of the last record, and whose it is: one errand about several people is one moment and nonce.
_CURSOR = re.compile(r"([0-9]{10}#[0-9a-f]{1,64})\|(A#[0-9A-Za-z#._:-]{1,200})")


class DynamoAccessIndex:
    """AccessIndex on the Audit table."""

    def __init__(self, table: str) -> None:
        self._entries = of_table(Entry, table)

    def search(self, wanted: Search, *, limit: int, cursor: str | None, now: datetime) -> AccessPage:
        """One query of `limit` keys, and one read of their records."""
        entries = self._entries
        begin, end = start_of(wanted.first), start_of(wanted.last + timedelta(days=1))
        between = entries.sk.between(seconds(begin), f"{seconds(end - timedelta(seconds=1))}~")
        how: dict[str, Any] = {
            "scan_index_forward": False,
            "limit": limit,
            "last_evaluated_key": _after(wanted, cursor),
        }
        if wanted.by is By.SUBJECT:
            query = entries.query(keys.audit(wanted.value), between, consistent_read=True, **how)
        else:
            index = entries.by_actor if wanted.by is By.ACTOR else entries.by_unit
            query = index.query(wanted.value, between, **how)
        listed = said(lambda: list(query))
        if wanted.by is not By.SUBJECT:
            places = [(entry.pk, entry.sk) for entry in listed]
            listed = said(lambda: list(entries.batch_get(places, consistent_read=True)))
            listed.sort(key=lambda entry: (entry.sk, entry.pk), reverse=True)
        kept = [record_of(entry) for entry in listed if int(entry.expires or 0) > epoch(now)]
        last = query.last_evaluated_key
        return AccessPage(kept, f"{last['sk']['S']}|{last['pk']['S']}" if last else None)


def _after(wanted: Search, cursor: str | None) -> dict[str, dict[str, str]] | None:
    """Raises InvalidInput (`cursor`)."""
    if not cursor:
        return None
    if not (found := _CURSOR.fullmatch(cursor)):
        raise InvalidInput.of("cursor", "cursor")
    key = {"pk": {"S": found[2]}, "sk": {"S": found[1]}}
    if wanted.by is By.SUBJECT:
        return {**key, "pk": {"S": keys.audit(wanted.value)}}
    return {**key, keys.ACTOR if wanted.by is By.ACTOR else keys.UNIT: {"S": wanted.value}}
