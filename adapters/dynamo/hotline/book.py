"""What is said of the bodies that units list: one transaction for something new of one body."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from adapters.dynamo.calls import Refused, patiently
from adapters.dynamo.hotline import keys
from adapters.dynamo.hotline.contacts import DynamoUnitContacts
from adapters.dynamo.hotline.item import change_from_item, item_from_change, row_from_contact
from adapters.dynamo.wire import n, s
from adapters.session import client
from domain.base.unit import UnitKey
from domain.telling.errors import UnitContactChanged
from domain.telling.unit_contact import UnitContact

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoUnitContactBook(DynamoUnitContacts):
    """UnitContactBook on the Hotline table."""

    def put(self, unit: UnitKey, contact: UnitContact) -> None:
        transaction: Any = [
            {"Update": self._next(unit, contact)},
            {"Put": {"TableName": self._table, "Item": item_from_change(unit, contact)}},
        ]
        try:
            patiently(lambda: self._client.transact_write_items(TransactItems=transaction))
        except Refused:
            if contact not in self.of_units([unit]).get(unit, ()):
                raise UnitContactChanged from None

    def changes(self, unit: UnitKey, *, limit: int) -> Sequence[UnitContact]:
        query: Any = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :changes)",
            "ExpressionAttributeValues": {":pk": s(keys.unit(unit)), ":changes": s(keys.CHANGES)},
            "ConsistentRead": True,
            "ScanIndexForward": False,
            "Limit": limit,
        }
        page = patiently(lambda: self._client.query(**query))
        return [change_from_item(item) for item in page["Items"]]

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")

    def _next(self, unit: UnitKey, contact: UnitContact) -> dict[str, Any]:
        """The body's attribute in the unit's item, on the revision before it."""
        values: dict[str, Any] = {":row": {"M": row_from_contact(contact)}}
        condition = "attribute_not_exists(#kind)"
        if contact.revision > 1:
            condition = "#kind.r = :before"
            values[":before"] = n(contact.revision - 1)
        return {
            "TableName": self._table,
            "Key": {"pk": s(keys.unit(unit)), "sk": s(keys.NOW)},
            "UpdateExpression": "SET #kind = :row",
            "ConditionExpression": condition,
            "ExpressionAttributeNames": {"#kind": contact.kind.value},
            "ExpressionAttributeValues": values,
        }
