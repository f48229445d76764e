"""One attack: a request is sent, its answer judged, and what it left behind."""

from collections.abc import Mapping
from typing import Any

from tests.attacks.answers import is_public, judge
from tests.attacks.callers import Cast, Somebody
from tests.attacks.requests import Asked
from tests.doors.calls import Reply
from tests.doors.held import Held, unpacked
from tests.guards.scene import Scene

NOBODY = Somebody("nobody", None)
# A refusal is on record before it tells that somebody is known (and a door remembers that it is), and counts what was tried
# and how much was asked.
COUNTS = frozenset({"audit", "looks", "challenges", "tallies", "sources"})


def attack(scene: Scene, cast: Cast, somebody: Somebody, operation: str, sent: Asked) -> Reply:
    """Raises AssertionError, with what was sent, when anything is not as the contract and the rules of refusals say."""
    before = scene.house.image().twins
    reply = scene.send(operation, token=somebody.token, **sent.how)
    judge(operation, reply, (somebody.name, sent.how))
    if reply.status >= 400:
        changed = changed_by_a_refusal(before, scene.house.image().twins)
        assert not changed, f"{operation} refuses {somebody.name} with {reply.code} and changes {changed}: {sent.how}"
    _tells_nobody(cast, somebody, operation, sent, reply)
    return reply


def changed_by_a_refusal(before: bytes, after: bytes) -> list[str]:
    """Names of the twins that hold something else, where they should not; records of access only grow."""
    if before == after:  # the same bytes hold the same; other bytes may, too
        return []
    was, now = unpacked(before), unpacked(after)
    changed = [name for name in was if name not in COUNTS and was[name] != now[name]]
    return [*changed, *lost({"audit": was["audit"]}, now)]


def lost(was: Mapping[str, Held], now: Mapping[str, Held]) -> list[str]:
    """Names of the twins in which something that stood stands no longer as it did; what came is no matter."""
    return [name for name in was if not _stands(was[name], now[name])]


def _stands(was: Any, now: Any) -> bool:
    match was:
        case dict():
            return all(key in now and _stands(value, now[key]) for key, value in was.items())
        case list():
            return bool(now[: len(was)] == was)
        case set():
            return bool(was <= now)
    return bool(was == now)


def _tells_nobody(cast: Cast, somebody: Somebody, operation: str, sent: Asked, reply: Reply) -> None:
    """What may be kept by whoever passes it on is judged as if it were told to nobody in particular."""
    hearer = NOBODY if is_public(reply) else somebody
    told = cast.told(hearer, operation, sent.said, reply.content.decode(errors="replace"))
    assert not told, f"{operation} tells {hearer.name} {told}: {sent.how}"
