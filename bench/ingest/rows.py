"""A visit as a row, and the table it goes into."""

from typing import Any

from domain.base.period import epoch
from domain.presence.visit import Visit

TABLE = """
CREATE TABLE visit (
    person text NOT NULL, scanned bigint NOT NULL, venue text NOT NULL,
    started bigint NOT NULL, ended bigint NOT NULL, is_open boolean NOT NULL,
    category text NOT NULL, unit_path text NOT NULL, source text NOT NULL, expires bigint NOT NULL,
    flags text[] NOT NULL, device text NOT NULL,
    PRIMARY KEY (person, scanned, venue)
);
CREATE INDEX by_venue ON visit (venue, started);
"""
INSERT = "INSERT INTO visit VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"


def row(visit: Visit) -> tuple[Any, ...]:
    key = visit.key
    return (
        str(key.person), key.scanned, str(key.venue), epoch(visit.start), epoch(visit.end), visit.is_open,
        visit.category, visit.unit_path, visit.source.value, epoch(visit.expires_at),
        [flag.value for flag in visit.flags], visit.device,
    )  # fmt: skip
