"""What the PynamoDB repositories share: keys, one client, and the errors underneath."""

from collections.abc import Callable
from types import new_class
from typing import Any, TypeVar, cast

from botocore.exceptions import ClientError
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.connection.table import TableConnection
from pynamodb.exceptions import PynamoDBException
from pynamodb.models import Model

from adapters.dynamo.calls import patiently
from adapters.session import client

T = TypeVar("T")
M = TypeVar("M", bound="Record")


class Record(Model):
    """An item with the two string keys every table has."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    expires = NumberAttribute(attr_name="x", null=True)

    @classmethod
    def _get_connection(cls) -> TableConnection:
        """PynamoDB would open a session and a client for each table, 60 ms of CPU apiece; ours is given instead."""
        connection = super()._get_connection()
        connection.connection._client = cast("Any", client("dynamodb"))  # noqa: SLF001 - no public way in
        return connection


def of_table(model: type[M], table: str) -> type[M]:
    """The model for one table: its name is known to the repository's constructor, not to the module."""
    meta = type("Meta", (), {"table_name": table})
    return cast("type[M]", new_class(model.__name__, (model,), exec_body=lambda body: body.update(Meta=meta)))


def said(call: Callable[[], T]) -> T:
    """A PynamoDB call, with the patience and the errors of the low-level client."""
    return patiently(lambda: _bare(call))


def _bare(call: Callable[[], T]) -> T:
    try:
        return call()
    except PynamoDBException as error:
        # Its own ClientError leaves out the retries and the items; the SDK's is the cause of that one.
        cause = error.cause
        original = cause.__cause__ if isinstance(cause, ClientError) else cause
        if original is None:
            raise
        raise original from error


def found(model: type[M], pk: str, sk: str, *, consistent: bool = True) -> M | None:
    """One item, or None."""
    try:
        return said(lambda: model.get(pk, sk, consistent_read=consistent))
    except model.DoesNotExist:
        return None
