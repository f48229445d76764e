"""A citizen's notices and browsers: who may call, one valid call of each operation, and bad input with the fault it names."""

from collections.abc import Mapping
from typing import Any

from tests.guards.rows import NOBODY_ELSE, BadFields, Calls, Expected, Row, body, but, nothing
from tools.contract.examples import REQUESTS

BROWSER = REQUESTS["savePushSubscription"]

EXPECTED: Expected = {
    # Neither notify nor audit holds a reader of staff tokens.
    "listMyNotices": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
    "getPushKey": Row(200, 200, 200, NOBODY_ELSE, other_roles=401),
    "savePushSubscription": Row(401, 201, 201, NOBODY_ELSE, other_roles=401),
    "removePushSubscription": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
}

CALLS: Calls = {
    "listMyNotices": nothing,
    "getPushKey": nothing,
    "savePushSubscription": body(**BROWSER),
    "removePushSubscription": body(),
}

BAD_FIELDS: BadFields = {
    "savePushSubscription": [
        ("no endpoint", but(BROWSER, endpoint=...), "endpoint", "required"),
        ("no keys", but(BROWSER, keys=...), "keys", "required"),
        ("no service of a browser", but(BROWSER, endpoint="https://example.org/x"), "endpoint", "push-endpoint"),
        ("this machine", but(BROWSER, endpoint="http://127.0.0.1/x"), "endpoint", "push-endpoint"),
        ("a long endpoint", but(BROWSER, endpoint="https://" + "a" * 1000), "endpoint", "too-long"),
        ("no point of the curve", but(BROWSER, keys={**BROWSER["keys"], "p256dh": "AAAA"}), "keys.p256dh", "push-key"),
        ("a short secret", but(BROWSER, keys={**BROWSER["keys"], "auth": "AAAA"}), "keys.auth", "push-key"),
        ("its expiry", {**BROWSER, "expirationTime": None}, "expirationTime", "unknown-field"),
    ],
    "removePushSubscription": [("a reason", {"reason": "x"}, "reason", "unknown-field")],
}


def ids(_: Any) -> Mapping[str, str]:
    """A browser that was never kept."""
    return {"subscription_id": "5f2b0c94c3a1d7e8"}
