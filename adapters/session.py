"""One botocore session and one client per service, for everything that speaks to AWS.

Reading in bulk has a client of its own, which leaves the body of an answer undecoded: what botocore makes of it costs
50 µs an item, and a trace reads tens of thousands. Signing, retries and errors stay the SDK's.
"""

from collections.abc import Mapping
from functools import cache
from gzip import decompress
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast, overload

import botocore.session
from botocore.config import Config
from botocore.loaders import Loader
from botocore.parsers import ResponseParser, ResponseParserFactory

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_stepfunctions import SFNClient

_SERVICES = ["cloudformation", "cloudwatch", "dynamodb", "events", "kms", "sns", "sqs", "stepfunctions"]
_BULK = frozenset({"Query", "BatchGetItem"})
_MAKING = Lock()  # a session makes one client at a time, and functions ask from several threads
_SUCCESS = 200

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


class Undecoded(dict[str, Any]):
    """A successful answer: `body` is the JSON as it came."""

    @property
    def body(self) -> bytes:
        found: bytes = self["Body"]
        return found


class _BodyParser:
    """Stands before botocore's parser; takes from it the answers that may be long."""

    def __init__(self, usual: ResponseParser) -> None:
        self._usual = usual

    def parse(self, response: Mapping[str, Any], shape: Any) -> Any:
        status = response["status_code"]
        if status != _SUCCESS or response["context"]["operation_name"] not in _BULK:
            return self._usual.parse(response, shape)
        packed = str(response["headers"].get("content-encoding", "")).lower() == "gzip"
        body = decompress(response["body"]) if packed else response["body"]
        return Undecoded(Body=body, ResponseMetadata={"HTTPStatusCode": status})


class _BodyParsers(ResponseParserFactory):
    def create_parser(self, protocol_name: str) -> Any:
        return _BodyParser(super().create_parser(protocol_name))


class BulkClient(Protocol):
    """Reads whose answers the caller decodes."""

    def query(self, **query: Any) -> Undecoded: ...

    def batch_get_item(self, **request: Any) -> Undecoded: ...


@cache
def _loader() -> Loader:
    """Both sessions read the service's model from one copy."""
    return _KnownServices()


@cache
def _session(*, bulk: bool = False) -> botocore.session.Session:
    session = botocore.session.get_session()
    session.register_component("data_loader", _loader())
    if bulk:
        session.register_component("response_parser_factory", _BodyParsers())
    return session


@overload
def client(service: Literal["dynamodb"]) -> "DynamoDBClient": ...
@overload
def client(service: Literal["events"]) -> "EventBridgeClient": ...
@overload
def client(service: Literal["kms"]) -> "KMSClient": ...
@overload
def client(service: Literal["sns"]) -> "SNSClient": ...
@overload
def client(service: Literal["stepfunctions"]) -> "SFNClient": ...
def client(service: str) -> object:
    """The client of a service; region, endpoint and credentials come from the environment as botocore reads it."""
    return _cached(service)


def bulk_client() -> BulkClient:
    """DynamoDB's client for reading in bulk."""
    return cast("BulkClient", _cached("dynamodb", bulk=True))


def watching_client(service: Literal["cloudformation", "cloudwatch", "events", "sqs", "stepfunctions"]) -> Any:
    """Of a service that is only looked at."""
    return _cached(service)


@cache
def _cached(service: str, *, bulk: bool = False) -> object:
    with _MAKING:
        return _session(bulk=bulk).create_client(service, config=_CONFIG)


def forget() -> None:
    """Drops the cached clients, for a process whose endpoint changes: tests that move between two clouds."""
    _cached.cache_clear()
    _session.cache_clear()
