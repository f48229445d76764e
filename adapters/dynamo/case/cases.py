"""The register of cases: transactions to open and to change, one conditional update to lease it to a run and to finish one."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from adapters.dynamo import key_parts
from adapters.dynamo.bulk import every_bulk, get_many, submit
from adapters.dynamo.calls import Refused, every, patiently
from adapters.dynamo.case import changes, keys, lists
from adapters.dynamo.case.changes import keyed, values_of
from adapters.dynamo.case.contact_item import hand_over_from_item
from adapters.dynamo.case.item import (
    case_from_item,
    item_from_case,
    line_from_item,
    packed_trace,
)
from adapters.dynamo.wire import Item, is_living, n, number, s, t, text
from adapters.session import client
from domain.base.errors import Busy
from domain.base.secret import Sealer
from domain.people.codes import PersonId
from domain.tracing.case import Case, Trace
from domain.tracing.codes import CaseCode
from domain.tracing.errors import CaseUnknown
from domain.tracing.registers.cases import CasePage, HistoryLine
from domain.tracing.review.listing import CaseCounts, CasesWanted, Standing
from domain.tracing.run import LeaseAnswer, Run

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_TRIES = 3


class DynamoCases:
    """CaseRegister on the Case table. Reads are consistent, and what an index lists is read again from the table."""

    def __init__(self, table: str, *, sealer: Sealer) -> None:
        self._table = table
        self._sealer = sealer

    def open(self, case: Case) -> Case:
        """One transaction; the item that makes the episode the person's only one refuses a second."""
        item = item_from_case(case, self._sealer)
        try:
            self._transact(changes.opening(self._table, case, item, self._sealer))
        except Refused:
            return self._open_case(case)
        return case_from_item(item, self._sealer)

    def find(self, code: CaseCode) -> Case | None:
        return self.some([code]).get(code)

    def some(self, codes: Sequence[CaseCode]) -> Mapping[CaseCode, Case]:
        return {code: case_from_item(item, self._sealer) for code, item in self._items(codes).items()}

    def replace(self, case: Case) -> Case:
        """Reads once, to see what must be written; what came between refuses the transaction, and is read in turn."""
        for _ in range(_TRIES):
            stored, active = self._item_and_active(case)
            if number(stored, "rv") != case.revision - 1:
                return case_from_item(stored, self._sealer)
            with suppress(Refused):
                self._transact(changes.replacement(self._table, case, stored, active, self._sealer))
        return case_from_item(self._item_and_active(case)[0], self._sealer)

    def history(self, code: CaseCode) -> Sequence[HistoryLine]:
        lines = every_bulk(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :lines)",
            ConsistentRead=True,
            **values_of(pk=s(keys.case(code)), lines=s(keys.REVISIONS)),
        )
        return [line_from_item(item, self._sealer) for item in lines]

    def open_of(self, people: Sequence[PersonId], *, now: datetime) -> Mapping[PersonId, CaseCode]:
        items = get_many(self._table, [(key_parts.person(person), keys.ACTIVE) for person in people])
        standing = (item for item in items if "c" in item and is_living(item, now))
        return {key_parts.person_read(text(item, "pk")): CaseCode(text(item, "c")) for item in standing}

    def of_person(self, person: PersonId) -> Sequence[CaseCode]:
        items = every(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :cases)",
            ExpressionAttributeValues={":pk": s(key_parts.person(person)), ":cases": s(keys.CASES)},
            ConsistentRead=True,
        )
        return [keys.case_read(text(item, "sk")) for item in items]

    def in_unit(
        self,
        unit_path: str,
        *,
        limit: int,
        cursor: str | None,
        now: datetime,
        wanted: CasesWanted = CasesWanted(),  # noqa: B008 - a value that nobody changes
    ) -> CasePage:
        """The index lists keys; cases, and what put them into the list, come from the table, expired ones left out."""
        unit = key_parts.unit_of(unit_path)
        rows = list(islice(lists.rows(self._table, unit, wanted, cursor=cursor, size=limit + 1), limit + 1))
        page, partition = rows[:limit], keys.standing_of(unit, wanted.standing)
        listed = get_many(
            self._table, [(text(row, "pk"), sk) for row in page for sk in (key_parts.META, text(row, "sk"))]
        )
        living = {(text(item, "pk"), text(item, "sk")): item for item in listed if is_living(item, now)}
        cases = [
            case_from_item(living[text(row, "pk"), key_parts.META], self._sealer)
            for row in page
            if lists.is_listed(living.get((text(row, "pk"), text(row, "sk")), {}), partition)
            and (text(row, "pk"), key_parts.META) in living
        ]
        handed = {
            (found := hand_over_from_item(item)).case: len(found.people) for item in living.values() if "p" in item
        }
        return CasePage(tuple(cases), lists.cursor_of(page[-1]) if len(rows) > limit else None, handed)

    def counted(self, unit_path: str, *, followed_since: datetime) -> CaseCounts:
        unit = key_parts.unit_of(unit_path)
        held = submit(partial(lists.how_many, self._table, unit, Standing.HELD))
        return CaseCounts(lists.how_many(self._table, unit, Standing.OPEN, since=followed_since), held.result())

    def lease(self, run: Run, *, until: datetime, now: datetime) -> LeaseAnswer:
        free = "rv = :revision AND (attribute_not_exists(ho) OR hu <= :now)"
        try:
            self._update(
                run.case,
                "SET ho = :holder, hu = :until, hr = :revision",
                f"dr < :revision AND (ho = :holder OR ({free}))",
                holder=s(run.holder), until=t(until), now=t(now), revision=n(run.revision),
            )  # fmt: skip
        except Refused as refusal:
            return _why(refusal.there, run)
        return LeaseAnswer.READY

    def finish(self, run: Run, trace: Trace, *, retrace_at: datetime | None) -> None:
        """Where the case's revision has moved on, the case goes on waiting for the run of that one.

        What a run held puts the case into other lists: that is one transaction with what it found.
        """
        if retrace_at is None:
            last, following = " REMOVE ho, hu, hr, dq, da", {}
        else:
            last = ", dq = :queue, da = :due REMOVE ho, hu, hr"
            following = {"queue": s(keys.RETRACE), "due": s(keys.due(retrace_at, run.case))}
        found = {"trace": s(packed_trace(trace)), "done": n(trace.revision), "holder": s(run.holder)}
        update, mine = "SET tr = :trace, dr = :done", "ho = :holder"
        stored = self._items([run.case]).get(run.case, {})
        case = {
            "Update": {
                "TableName": self._table,
                "Key": keyed(keys.case(run.case), key_parts.META),
                "UpdateExpression": f"{update}, lv = :listed{last}",
                "ConditionExpression": f"{mine} AND rv = :revision",
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
                **values_of(**found, **following, revision=n(run.revision), listed=n(1)),
            }
        }
        try:
            self._transact([case, *changes.relisted(self._table, stored, is_held=bool(trace.held))])
        except Refused:
            self._finish_an_older(run, f"{update} REMOVE ho, hu, hr", mine, found)

    def pending(self) -> Sequence[Case]:
        waiting = self._due(keys.RUN, "dq = :queue")
        return [case_from_item(i, self._sealer) for i in waiting if (number(i, "dr") or 0) < (number(i, "rv") or 0)]

    def due(self, *, now: datetime) -> Sequence[Case]:
        until = key_parts.end_of_second(now)
        come = self._due(keys.RETRACE, "dq = :queue AND da <= :until", until=s(until))
        return [
            case_from_item(i, self._sealer) for i in come if text(i, "dq") == keys.RETRACE and text(i, "da") <= until
        ]

    def count_attempt(self, code: CaseCode, revision: int) -> int:
        """A lost answer may count one start twice: it makes a gap in the names, no more."""
        try:
            counted = self._update(
                code, "SET n = n + :one", "rv = :revision", "UPDATED_NEW", one=n(1), revision=n(revision)
            )
        except Refused:
            return 1
        return number(counted, "n") or 1

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def _items(self, codes: Sequence[CaseCode]) -> Mapping[CaseCode, Item]:
        items = get_many(self._table, [(keys.case(code), key_parts.META) for code in codes])
        return {keys.case_read(text(item, "pk")): item for item in items}

    def _item_and_active(self, case: Case) -> tuple[Item, Item]:
        """META, and the person's open episode (empty when there is none). Raises CaseUnknown."""
        wanted = [(keys.case(case.code), key_parts.META), (key_parts.person(case.person), keys.ACTIVE)]
        items = {text(item, "sk"): item for item in get_many(self._table, wanted)}
        if key_parts.META not in items:
            raise CaseUnknown
        return items[key_parts.META], items.get(keys.ACTIVE, {})

    def _open_case(self, rival: Case) -> Case:
        """What refused to open another. Raises Busy for a code that belongs to somebody else: choose another."""
        active = get_many(self._table, [(key_parts.person(rival.person), keys.ACTIVE)])
        codes = [CaseCode(text(item, "c")) for item in active if "c" in item and is_living(item, rival.recorded_at)]
        for case in self.some(codes).values():
            return case
        raise Busy

    def _transact(self, transaction: Any) -> None:
        patiently(lambda: self._client.transact_write_items(TransactItems=transaction))

    def _update(
        self, code: CaseCode, update: str, condition: str, answer: Any = "NONE", **values: dict[str, Any]
    ) -> Item:
        done = patiently(
            lambda: self._client.update_item(
                TableName=self._table,
                Key=keyed(keys.case(code), key_parts.META),
                UpdateExpression=update,
                ConditionExpression=condition,
                ReturnValues=answer,
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
                **values_of(**values),
            )
        )
        return done.get("Attributes", {})

    def _finish_an_older(self, run: Run, update: str, mine: str, found: Mapping[str, dict[str, Any]]) -> None:
        with suppress(Refused):
            self._update(run.case, update, mine, **found)

    def _due(self, queue: str, condition: str, **values: dict[str, Any]) -> list[Item]:
        """In the order of the index."""
        rows = every_bulk(
            TableName=self._table,
            IndexName=keys.BY_DUE,
            KeyConditionExpression=condition,
            **values_of(queue=s(queue), **values),
        )
        codes = [keys.case_read(text(row, "pk")) for row in rows]
        known = self._items(codes)
        return [known[code] for code in codes if code in known]


def _why(stored: Item | None, run: Run) -> LeaseAnswer:
    """What refused the lease."""
    if stored is None or number(stored, "rv") != run.revision or (number(stored, "dr") or 0) >= run.revision:
        return LeaseAnswer.SUPERSEDED
    return LeaseAnswer.BUSY
