"""Whoever may call an operation, sending it what they should not."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from domain.people.acts import NAMED
from domain.people.roles import Role
from functions.kit.http import JSON
from tests.doors.calls import OPERATIONS, Reply
from tests.doors.held import unpacked
from tests.doors.sign_in import staff_token
from tests.guards.register import EXPECTED
from tests.guards.scene import Scene

WITH_BODY = sorted(name for name, (_, operation) in OPERATIONS.items() if operation.body_type and operation.body)
WITH_JSON = [name for name in WITH_BODY if OPERATIONS[name][1].body_type == JSON]


class Sender:
    """Sends to an operation of a scene as the first of those who may: nobody, a role, the owner."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def __call__(self, operation: str, body: Any = None, **how: Any) -> Reply:
        return self.scene.send(operation, body, token=self._token(operation), **how)

    @contextmanager
    def nothing_stored(self, what: str) -> Iterator[None]:
        """The twins hold the same afterwards, but for the record of who was found by what the request names."""
        before = self.scene.house.image().twins
        yield
        after = self.scene.house.image().twins
        # The same bytes hold the same; other bytes may, too.
        assert after == before or _but_named(after) == _but_named(before), f"{what}: something was stored"

    def _token(self, operation: str) -> str | None:
        row = EXPECTED[operation]
        if row.nobody < 300:
            return None
        return _of(row.roles[-1]) if row.roles else self.scene.owner_token


def _but_named(twins: bytes) -> dict[str, Any]:
    """What the twins hold, without the records of being named: the refusal may tell that somebody is known."""
    state = {name: dict(held) for name, held in unpacked(twins).items()}
    records = state["audit"]["records"]
    state["audit"]["records"] = {key: kept for key, kept in records.items() if kept[0].act != NAMED.code}
    return state


@cache
def _of(role: str) -> str:
    return staff_token(Role(role))
