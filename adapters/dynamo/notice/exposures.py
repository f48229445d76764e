"""Exposure notices: the versions of one case and person in one item, which is also what the outbox sends."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from adapters.dynamo import key_parts
from adapters.dynamo.bulk import every_bulk, get_many
from adapters.dynamo.calls import Refused, patiently
from adapters.dynamo.notice import keys
from adapters.dynamo.notice.exposure_item import exposure_from_item, item_from_exposure
from adapters.dynamo.wire import NewItem, is_living, n, s, t
from adapters.session import client
from domain.people.codes import PersonId
from domain.telling.exposure import ExposureNotice
from domain.tracing.codes import CaseCode

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoExposures:
    """ExposureNotices on the Notice table."""

    def __init__(self, table: str) -> None:
        self._table = table

    def of_case(self, case: CaseCode, people: Sequence[PersonId]) -> Mapping[PersonId, ExposureNotice]:
        items = get_many(self._table, [(key_parts.person(person), keys.exposure(case)) for person in people])
        return {notice.person: notice for notice in map(exposure_from_item, items)}

    def tell(self, notice: ExposureNotice) -> bool:
        """One PutItem. It drops the receipt and the lease of the version before, so that the stream speaks again."""
        item, number = item_from_exposure(notice), notice.newest.number
        follows: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
        if number > 1:
            follows = {"ConditionExpression": "ver = :before", "ExpressionAttributeValues": {":before": n(number - 1)}}
        try:
            patiently(lambda: self._put(item, follows))
        except Refused as refusal:
            there = refusal.there if refusal.was_repeated else None
            return there is not None and there["vs"] == item["vs"]
        return True

    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[ExposureNotice]:
        items = every_bulk(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :exposures)",
            ExpressionAttributeValues={":pk": s(key_parts.person(person)), ":exposures": s(keys.EXPOSURES)},
            ConsistentRead=True,
        )
        return [exposure_from_item(item) for item in items if is_living(item, now)]

    def opened(self, notice: ExposureNotice, *, now: datetime) -> None:
        """One UpdateItem, refused where a newer version came or the first reading is known."""
        with suppress(Refused):
            patiently(
                lambda: self._client.update_item(
                    TableName=self._table,
                    Key={"pk": s(key_parts.person(notice.person)), "sk": s(keys.exposure(notice.case))},
                    UpdateExpression="SET op = :now",
                    ConditionExpression="ver = :version AND attribute_not_exists(op)",
                    ExpressionAttributeValues={":now": t(now), ":version": n(notice.newest.number)},
                )
            )

    def _put(self, item: NewItem, follows: Mapping[str, Any]) -> None:
        self._client.put_item(
            TableName=self._table, Item=item, ReturnValuesOnConditionCheckFailure="ALL_OLD", **follows
        )

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")
