"""Small HTTP calls to loopback addresses, never through a proxy."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Unreachable(Exception):
    """Nobody answered, or the answer was not the expected one."""


def call(
    url: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 10.0,
) -> bytes:
    request = urllib.request.Request(url, data=body, method=method, headers=dict(headers or {}))
    try:
        with _direct.open(request, timeout=timeout) as answer:
            content: bytes = answer.read()
            return content
    except urllib.error.HTTPError as problem:
        with problem:
            raise Unreachable(
                f"{url} answered {problem.code}: {problem.read()[:300].decode(errors='replace')}"
            ) from None
    except OSError as problem:
        raise Unreachable(f"{url}: {problem}") from problem


def call_json(url: str, **options: Any) -> Any:
    return json.loads(call(url, **options) or b"null")
