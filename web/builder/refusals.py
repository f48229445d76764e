"""What may refuse a record that waits on a device: the codes that the public contract names for the calls of the outbox."""

import json

from web.builder.roles import CONTRACT

# What a page itself refuses: a registration that nobody knows the commune of.
OWN = "unit-needed"
QUEUED = ("registerPerson", "checkIn", "checkOut")
# What is said of the visit or the person itself. The other 4xx speak of how a request came and who sent it (400, 401, 403,
# 413, 415, 429): the page sends what the contract asks for, so that is a matter of the way, or of this page's age.
_LAST_WORDS = {"404", "409", "410", "422"}


def codes() -> list[str]:
    """The codes that are the last word on such a record, sorted."""
    paths = json.loads(CONTRACT.read_text(encoding="utf-8"))["paths"]
    return sorted(
        {OWN}
        | {
            code
            for methods in paths.values()
            for operation in methods.values()
            if operation["operationId"] in QUEUED
            for status, answer in operation["responses"].items()
            if status in _LAST_WORDS
            for code in answer["content"].get("application/problem+json", {}).get("examples", {})
        }
    )
