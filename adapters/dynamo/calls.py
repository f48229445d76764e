"""How a call to the store fails: what is tried again, and what becomes `Busy`."""

import time
from collections.abc import Callable, Mapping
from random import random
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection

from domain.base.errors import Busy

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

T = TypeVar("T")

_CONDITION = {"ConditionalCheckFailedException", "ConditionalCheckFailed"}
_COLLISION = {"TransactionConflictException", "TransactionConflict", "TransactionInProgressException"}
_OVERLOAD = {
    "ThrottlingException",
    "ThrottlingError",
    "ProvisionedThroughputExceededException",
    "ProvisionedThroughputExceeded",
    "RequestLimitExceeded",
    "InternalServerError",
    "ServiceUnavailable",
}
_ATTEMPTS = 4


def pause(attempt: int) -> None:
    """None before the first attempt, then up to 25, 50, 100 ms: a transaction on one item lasts milliseconds."""
    if attempt:
        time.sleep(random() * 0.0125 * 2**attempt)  # noqa: S311 - jitter, not a secret


def code_of(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def reasons(error: ClientError) -> list[str]:
    """Why each item of a cancelled transaction was refused, in order; `None` where it would have passed."""
    return [str(reason.get("Code")) for reason in error.response.get("CancellationReasons", [])]


class Refused(Exception):
    """A condition failed, alone or within a transaction, and nothing was written.

    `there`: the stored item that made it fail, if the write asked for it and there is one. `was_repeated`: the SDK
    sent the request more than once, so that the refusal may come from our own first attempt.
    """

    def __init__(self, error: ClientError) -> None:
        super().__init__(str(error))
        self.there: Mapping[str, Any] | None = dict(error.response).get("Item")  # type: ignore[assignment]
        self.was_repeated = int(error.response.get("ResponseMetadata", {}).get("RetryAttempts", 0)) > 0


def patiently(call: Callable[[], T]) -> T:
    """Calls, and after a collision with a transaction, which the SDK does not repeat, calls again. Raises Refused.

    Overload and silence have been repeated by the SDK before they are seen here. What is left of them is `Busy`: the
    caller may send the same again, because every write is conditional on its own key.
    """
    for attempt in range(_ATTEMPTS):
        pause(attempt)
        try:
            return call()
        except (HTTPClientError, NoConnection) as silence:
            raise Busy from silence
        except ClientError as error:
            if not _CONDITION.isdisjoint((code_of(error), *reasons(error))):
                raise Refused(error) from error
            if code_of(error) in _OVERLOAD:
                raise Busy from error
            if (_COLLISION | _OVERLOAD).isdisjoint((code_of(error), *reasons(error))):
                raise
    raise Busy


def every(client: "DynamoDBClient", **query: Any) -> list[Mapping[str, Any]]:
    """The items of all pages of a Query; a page may be empty and still have a successor."""
    items: list[Mapping[str, Any]] = []
    while True:
        page = patiently(lambda: client.query(**query))
        items += page["Items"]
        if "LastEvaluatedKey" not in page:
            return items
        query["ExclusiveStartKey"] = page["LastEvaluatedKey"]
