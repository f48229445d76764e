"""Hourly, and once after each deployment: makes the platform's keys where they are missing, adds a new one where the newest
is due, and puts by a spare of each that nothing takes the place of."""

from dataclasses import dataclass
from typing import Any

from domain.base.secret import ROTATION, KeysLost, Purpose
from functions.identity import wiring
from functions.identity.service import turn
from functions.kit.observability import count, log


@dataclass(frozen=True, slots=True)
class KeysMissing:
    """Keys of which there is a copy, but which are gone."""

    purpose: str
    kids: tuple[str, ...]


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Rotates every purpose; running it twice changes nothing.

    A purpose whose keys are lost is left as it is, because a new first key would stand under the id of a lost one; the
    others are turned all the same. Raises KeysLost in the end.
    """
    p = wiring.rotate_parts()
    now = p.clock()
    living: dict[str, int] = {}
    lost: list[Purpose] = []
    for purpose in ROTATION:
        try:
            living[purpose.value] = len(turn(purpose, keys=p.keys, spares=p.spares, now=now).keys)
        except KeysLost as loss:
            lost.append(purpose)
            log(KeysMissing(purpose.value, loss.args))
    if lost:
        count("KeysLost")
        raise KeysLost(*lost)
    return living
