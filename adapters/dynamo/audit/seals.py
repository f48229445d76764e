"""The closed books of days as auditors read them, and the checks of them."""

from contextlib import suppress
from datetime import date

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from adapters.dynamo import key_parts
from adapters.dynamo.audit import keys
from adapters.dynamo.audit.log import DynamoAudit, SealItem, seal_of_item
from adapters.dynamo.calls import Refused
from adapters.dynamo.models import Record, of_table, said
from domain.base.period import at_epoch, epoch
from domain.people.audit import Alteration, Seal
from domain.people.oversight import Check
from domain.people.policy import AUDIT_RETENTION


class _Check(Record):
    first = UnicodeAttribute(attr_name="f")
    last = UnicodeAttribute(attr_name="l")
    findings = NumberAttribute(attr_name="n")
    by = UnicodeAttribute(attr_name="ac")
    at = NumberAttribute(attr_name="t")


class DynamoSealBook:
    """SealBook on the Audit table."""

    def __init__(self, table: str) -> None:
        self._log = DynamoAudit(table)
        self._seals = of_table(SealItem, table)
        self._checks = of_table(_Check, table)

    def seals(self, first: date, last: date) -> list[Seal]:
        between = self._seals.sk.between(key_parts.day(first), key_parts.day(last))
        return [seal_of_item(item) for item in said(lambda: list(self._seals.query(keys.SEAL, between)))]

    def alterations(self, first: date, last: date) -> list[Alteration]:
        return list(self._log.alterations(first, last))

    def note_check(self, check: Check) -> None:
        item = self._checks(
            keys.CHECKED,
            keys.checked(check.at, check.by),
            first=check.first.isoformat(),
            last=check.last.isoformat(),
            findings=check.findings,
            by=check.by,
            at=epoch(check.at),
            expires=epoch(check.at + AUDIT_RETENTION),
        )
        with suppress(Refused):  # the same check, whose answer was lost
            said(lambda: item.save(condition=_Check.pk.does_not_exist()))

    def last_check(self) -> Check | None:
        found = said(
            lambda: list(self._checks.query(keys.CHECKED, scan_index_forward=False, limit=1, consistent_read=True))
        )
        return _check(found[0]) if found else None


def _check(item: _Check) -> Check:
    first, last = date.fromisoformat(item.first), date.fromisoformat(item.last)
    return Check(first, last, int(item.findings), item.by, at_epoch(int(item.at)))
