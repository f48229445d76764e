"""How many came to a venue on a day: one Query of the index that the store answers with a number.

The role of whoever counts is granted `Select=COUNT` alone (`dynamodb:Select`), so that no visit can be read with it.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from adapters.dynamo.calls import patiently
from adapters.dynamo.visit import keys
from adapters.dynamo.wire import s
from adapters.session import client
from domain.presence.codes import VenueId
from domain.presence.counting import MOST_COUNTED, Counted
from domain.presence.visit import Flag

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoVisitCounts:
    """VisitCounts on the Visit table."""

    def __init__(self, table: str, *, most: int = MOST_COUNTED) -> None:
        self._table = table
        self._most = most

    def on(self, venue: VenueId, day: date) -> Counted:
        query: Any = {
            "TableName": self._table,
            "IndexName": keys.BY_VENUE,
            "Select": "COUNT",
            "KeyConditionExpression": "vb = :vb",
            "FilterExpression": "NOT contains(f, :void)",
            "ExpressionAttributeValues": {":vb": s(keys.venue_that_day(venue, day)), ":void": s(Flag.VOID)},
            "Limit": self._most,
        }
        page = patiently(lambda: self._client.query(**query))
        return Counted(page["Count"], more="LastEvaluatedKey" in page)

    @property
    def _client(self) -> "DynamoDBClient":
        return client("dynamodb")
