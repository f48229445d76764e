"""Where people live, read from their profiles without opening anything sealed."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from adapters.dynamo import keys
from adapters.dynamo.calls import patiently, pause
from adapters.dynamo.wire import s, text
from adapters.session import client
from domain.errors import Busy
from domain.identity import PersonId

_PER_CALL = 100  # BatchGetItem takes no more
_AT_ONCE = 8
_ROUNDS = 6


class DynamoResidences:
    """Residences on the Person table."""

    def __init__(self, table: str) -> None:
        self._table = table

    def units_of(self, people: Sequence[PersonId]) -> Mapping[PersonId, str]:
        """A hundred profiles a call, eight calls at once."""
        unique = list(dict.fromkeys(people))
        slices = [unique[start : start + _PER_CALL] for start in range(0, len(unique), _PER_CALL)]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return {person: path for found in pool.map(self._some, slices) for person, path in found.items()}

    def _some(self, people: Sequence[PersonId]) -> dict[PersonId, str]:
        wanted: Any = {
            self._table: {
                "Keys": [{"pk": s(keys.person(person)), "sk": s(keys.PROFILE)} for person in people],
                "ProjectionExpression": "pk, u",
            }
        }
        found: dict[PersonId, str] = {}
        for attempt in range(_ROUNDS):
            pause(attempt)
            answer = patiently(lambda: client("dynamodb").batch_get_item(RequestItems=wanted))  # noqa: B023 - called at once
            for item in answer["Responses"].get(self._table, ()):
                found[PersonId(text(item, "pk").removeprefix("P#"))] = text(item, "u")
            wanted = answer.get("UnprocessedKeys")
            if not wanted:
                return found
        raise Busy
