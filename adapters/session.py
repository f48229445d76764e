"""One botocore session and one client per service, for everything that speaks to AWS."""

from functools import cache
from typing import TYPE_CHECKING, Literal, overload

import botocore.session
from botocore.config import Config
from botocore.loaders import Loader

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_sns import SNSClient

_SERVICES = ["dynamodb", "events", "sns"]

_CONFIG = Config(
    # Three attempts of at most 3 s each end before the function's own 10 s. An attempt without an answer is repeated
    # by the SDK: every write in this package may arrive twice.
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 3},
    tcp_keepalive=True,
    max_pool_connections=10,
    parameter_validation=False,  # the items are ours; the service checks them anyway
)


class _KnownServices(Loader):
    """Spares a cold start the listing of some 440 service folders (about 18 ms of CPU)."""

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002 - the signature is botocore's
        return _SERVICES


@cache
def _session() -> botocore.session.Session:
    session = botocore.session.get_session()
    session.register_component("data_loader", _KnownServices())
    return session


@overload
def client(service: Literal["dynamodb"]) -> "DynamoDBClient": ...
@overload
def client(service: Literal["events"]) -> "EventBridgeClient": ...
@overload
def client(service: Literal["sns"]) -> "SNSClient": ...
def client(service: str) -> object:
    """The client of a service; region, endpoint and credentials come from the environment as botocore reads it."""
    return _cached(service)


@cache
def _cached(service: str) -> object:
    return _session().create_client(service, config=_CONFIG)


def forget() -> None:
    """Drops the cached clients, for a process whose endpoint changes: tests that move between two clouds."""
    _cached.cache_clear()
    _session.cache_clear()
