"""The way from the front door to the engine: one kept connection, and what passes on it."""

from collections.abc import Iterable
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from time import monotonic

API_SECONDS = 30.0
IDLE_UPSTREAM_SECONDS = 20.0
# Meaningful for one connection only, or set again by this server.
NOT_FORWARDED = frozenset(
    [
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "host",
        "content-length",
        "expect",
        "date",
        "server",
    ]
)


class Upstream:
    """A connection to the engine, kept by the thread that serves one client connection."""

    def __init__(self) -> None:
        self._kept: HTTPConnection | None = None
        self._used = 0.0

    def send(self, netloc: str, method: str, path: str, headers: dict[str, str], body: bytes) -> HTTPResponse:
        if self._kept is not None and monotonic() - self._used > IDLE_UPSTREAM_SECONDS:
            self.close()
        if self._kept is None:
            self._kept = HTTPConnection(netloc, timeout=API_SECONDS)
        try:
            self._kept.request(method, path, body=body, headers=headers)
            answer = self._kept.getresponse()
        except (OSError, HTTPException):
            self.close()
            raise
        self._used = monotonic()
        return answer

    def close(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None


def viewer(peer: tuple[str, int], forwarded: str) -> str:
    """Address and port of the visitor, as the content network states them.

    On this machine alone a client may name another one in `x-forwarded-for`: the people of a story each come from somewhere.
    """
    address, port = peer
    named = forwarded.partition(",")[0].strip()
    try:
        said = str(ip_address(named)) if ip_address(address).is_loopback else address
    except ValueError:
        said = address
    return f"{said}:{port}"


def request_headers(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What of a client's headers the engine may see. What the content network says of a client, no client may say."""
    kept: dict[str, str] = {}
    for name, value in given:
        lower = name.lower()
        # An AWS signature or target would let a caller speak to the engine itself.
        if lower in NOT_FORWARDED or lower.startswith(("x-amz-", "x-forwarded-", "cloudfront-")):
            continue
        if lower == "authorization" and value.startswith("AWS4-"):
            continue
        kept[lower] = f"{kept[lower]}, {value}" if lower in kept else value
    return kept


def answer_headers(answer: HTTPResponse) -> list[tuple[str, str]]:
    return [(name, value) for name, value in answer.getheaders() if name.lower() not in NOT_FORWARDED]
