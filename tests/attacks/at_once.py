"""Many requests at once, and what the same come to one after another, in every order."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from threading import Barrier, local
from typing import Any

import pytest
from chalice.app import Chalice

from tests.doors.calls import Reply
from tests.guards.scene import Scene

BUSY = 503
# A caller who is told to come back does so, as the pages do; whoever is never let in is stuck.
MOST_TRIES = 60
# What one process has read of others' standing may be as old as this.
FRESH = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Move:
    """One request of one caller."""

    operation: str
    token: str | None
    how: Mapping[str, Any] = field(default_factory=dict)

    def made(self, scene: Scene) -> Reply:
        for _ in range(MOST_TRIES):
            reply = scene.send(self.operation, token=self.token, **self.how)
            if reply.status != BUSY:
                return reply
        raise AssertionError(f"{self.operation} is busy for ever")


@dataclass(frozen=True, slots=True)
class Race:
    """Moves made at once, and the reads that tell what came of them."""

    moves: Sequence[Move]
    looks: Sequence[Move]


# Of each move, told by its place among those that differ: status and code; and what the looks told.
Outcome = tuple[tuple[tuple[int, int, str], ...], str]


@contextmanager
def as_processes() -> Iterator[None]:
    """A function answers one request at a time, in as many processes as there are requests: threads stand for those.

    They take turns a thousand times as often as usual, so that what lies between two steps is seen.
    """
    own, before = local(), sys.getswitchinterval()
    request = property(lambda _: getattr(own, "request", None), lambda _, value: setattr(own, "request", value))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chalice, "current_request", request, raising=False)
        sys.setswitchinterval(before / 1000)
        try:
            yield
        finally:
            sys.setswitchinterval(before)


def at_once(moves: Sequence[Callable[[], Reply]]) -> list[Reply]:
    """All start together; their answers in the order of the moves."""
    start = Barrier(len(moves))

    def made(move: Callable[[], Reply]) -> Reply:
        start.wait()
        return move()

    with as_processes(), ThreadPoolExecutor(len(moves)) as pool:
        return list(pool.map(made, moves))


def raced(scene: Scene, race: Race) -> Outcome:
    """What it came to when all were made together."""
    replies = at_once([partial(move.made, scene) for move in race.moves])
    return _outcome(
        scene, race, [(race.moves.index(move), reply) for move, reply in zip(race.moves, replies, strict=True)]
    )


def legal(scene: Scene, race: Race) -> set[Outcome]:
    """What it comes to one after another, in every order."""
    found, image = set[Outcome](), scene.house.image()
    for order in orders(Counter(race.moves.index(move) for move in race.moves)):
        scene.house.become(image)
        found.add(_outcome(scene, race, [(kind, race.moves[kind].made(scene)) for kind in order]))
    scene.house.become(image)
    return found


def orders(left: Counter[int]) -> Iterator[tuple[int, ...]]:
    """Every order of these; those of a kind are told apart by nobody."""
    if not left.total():
        yield ()
    for kind in sorted(left):
        if left[kind]:
            for rest in orders(left - Counter([kind])):
                yield (kind, *rest)


def _outcome(scene: Scene, race: Race, replies: Sequence[tuple[int, Reply]]) -> Outcome:
    """With what everybody reads afterwards, but for new ids."""
    scene.house.clock.passes(FRESH)
    told = [_without_new_ids(look.made(scene).json) for look in race.looks]
    return tuple(sorted((kind, reply.status, reply.code) for kind, reply in replies)), repr(told)


def _without_new_ids(told: Any) -> Any:
    match told:
        case dict():
            return {name: _without_new_ids(value) for name, value in told.items() if name != "case_id"}
        case list():
            return [_without_new_ids(each) for each in told]
    return told
