"""The same request thirty times at once: its answers, and what is stored, are those of thirty in turn."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from tests.attacks.at_once import Move, at_once
from tests.attacks.attack import COUNTS
from tests.attacks.callers import Cast
from tests.doors.calls import OPERATIONS, Reply
from tests.guards.register import CALLS
from tests.guards.scene import Scene

TIMES = 30
TOO_MANY, SIGNED_OUT = 429, 401
CHANGES = sorted(name for name, (_, operation) in OPERATIONS.items() if operation.method != "GET")


@pytest.mark.parametrize("operation", CHANGES)
def test_thirty_at_once_are_thirty_in_turn(scene: Scene, cast: Cast, operation: str) -> None:
    for somebody in {each.role is None: each for each in cast.who(operation, may=True)}.values():
        scene.begin_again()
        move = Move(operation, somebody.token, CALLS[operation](scene))
        made, image = partial(move.made, scene), scene.house.image()
        in_turn, left_in_turn = [made() for _ in range(TIMES)], stored(scene)
        scene.house.become(image)
        together, left_together = at_once([made] * TIMES), stored(scene)
        assert {reply.status for reply in together} - {TOO_MANY} <= {reply.status for reply in in_turn}
        # How many were on their way when a bound, or the end of their own sign-in, came between.
        came_between = {TOO_MANY, SIGNED_OUT} & {reply.status for reply in together}
        assert came_between or statuses(together) == statuses(in_turn)
        assert len(told(together)) == len(told(in_turn))
        is_new_each_time = len(told(in_turn)) > len({reply.status for reply in in_turn})
        if is_new_each_time or told(together) != told(in_turn):  # ids came to others of them
            left_in_turn, left_together = size(left_in_turn), size(left_together)
        changed = [name for name in left_in_turn if left_in_turn[name] != left_together[name]]
        assert not changed, f"{operation} by {somebody.name}: {changed} hold something else"


def statuses(replies: list[Reply]) -> Counter[tuple[int, str]]:
    """But for those whom a bound keeps out: it counts who is still on their way. Of twins, both may be the first."""
    taken = (reply for reply in replies if reply.status != TOO_MANY)
    return Counter((200 if reply.status < 300 else reply.status, reply.code) for reply in taken)


def told(replies: list[Reply]) -> set[bytes]:
    """What was said; of a file its kind, because it bears the moment of its making."""
    said = (reply for reply in replies if reply.status != TOO_MANY)
    return {r.headers["content-type"].encode() if _is_file(r) else r.content for r in said}


def _is_file(reply: Reply) -> bool:
    return not reply.headers.get("content-type", "json").endswith("json")


def stored(scene: Scene) -> Mapping[str, Any]:
    """With records of access by what they say: an act may be on record before it turns out to be done already.

    Of what counts tries, how many there are: each that was on its way has been counted.
    """
    held = {name: dict(state) for name, state in scene.house.stored().items()}
    held["audit"]["records"] = {replace(record, nonce="") for record, _ in held["audit"]["records"].values()}
    counts = {name: state for name, state in held.items() if name in COUNTS - {"audit"}}
    return {**held, **size(counts)}


def size(held: Mapping[str, Any]) -> Mapping[str, Any]:
    """How many of everything, whatever they are called."""
    return {
        name: {part: len(value) for part, value in state.items() if hasattr(value, "__len__")}
        for name, state in held.items()
    }
