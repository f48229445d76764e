"""Hourly, and once after each deployment: makes the platform's keys where they are missing and adds a new one where the newest is due."""

from typing import Any

from domain.base.secret import ROTATION
from functions.identity import wiring
from functions.kit.clock import utc_now


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Rotates every purpose; running it twice changes nothing."""
    store, now = wiring.key_store(), utc_now()
    return {purpose.value: len(store.rotate(purpose, now=now).keys) for purpose in ROTATION}
