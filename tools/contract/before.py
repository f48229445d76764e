"""What stands before the functions answers too: the firewall, the content network and the gateway.

None of it is a problem document. Which of them speaks differs with the day; the status is all that may be relied on.
"""

from collections.abc import Mapping
from typing import Any

_PAGE = {"text/html": {"schema": {"type": "string"}}}
_MESSAGE = {"application/json": {"schema": {"$ref": "#/components/schemas/Message"}}}
MESSAGE_SCHEMA = {
    "type": "object",
    "description": "What the gateway and the firewall say; never a refusal of the platform",
    "required": ["message"],
    "properties": {"message": {"type": "string"}},
}
# Status → what it means, and in which shapes it comes.
ANSWERS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "403": ("the firewall took the request for an attack", _PAGE),
    "429": ("too many at once from one network, or for this route", _MESSAGE),
    "502": ("no answer could be had", {**_PAGE, **_MESSAGE}),
    "503": ("no room for one more at this moment", {**_PAGE, **_MESSAGE}),
    "504": ("the answer took too long, and may have been done", {**_PAGE, **_MESSAGE}),
}


def with_those_before(responses: dict[str, Any]) -> dict[str, Any]:
    """The answers of an operation, each status with what comes from before it."""
    whole = dict(responses)
    for status, (meaning, shapes) in ANSWERS.items():
        own = whole.get(status, {"description": "", "content": {}})
        said = f"{own['description']}; not a problem document: {meaning}".lstrip("; ")
        whole[status] = {**own, "description": said, "content": {**own["content"], **shapes}}
    return whole
