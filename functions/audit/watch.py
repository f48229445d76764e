"""The watch over the access log: a record that is written over or removed is noted where its writers cannot write."""

from dataclasses import dataclass
from typing import Any

from functions.audit import wiring
from functions.kit.observability import count, log


@dataclass(frozen=True, slots=True)
class RecordAltered:
    """A record or a seal that no longer says what it said: its digests before and after."""

    place: str
    before: str
    after: str


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """The log line is a copy outside the table. A batch that comes again is noted once, and rings twice."""
    audit = wiring.watched()
    found = [alteration for record in event["Records"] if (alteration := wiring.read_alteration(record))]
    for alteration in found:
        audit.note(alteration)
        log(RecordAltered(alteration.place, alteration.before, alteration.after))
        count("AuditAltered")
    return {"altered": len(found)}
