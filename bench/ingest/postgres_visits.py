"""Visits in PostgreSQL: one INSERT … ON CONFLICT, committed to disk before it answers. Runs inside the bench's server."""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import psycopg  # type: ignore[import-not-found,unused-ignore]  # the bench installs it for itself

from bench.ingest.rows import INSERT, row
from domain.base.errors import Busy
from domain.base.period import at_epoch
from domain.people.codes import PersonId
from domain.presence.policy import Stay, VisitPolicy
from domain.presence.visit import Stored, Visit, VisitKey

_local = threading.local()


def _connection(target: str) -> "psycopg.Connection[Any]":
    connection: psycopg.Connection[Any] | None = getattr(_local, "connection", None)
    if connection is None:
        connection = _local.connection = psycopg.connect(target, autocommit=True, prepare_threshold=1)
    return connection


def insert_row(target: str) -> Callable[[Mapping[str, str], bytes], tuple[int, bytes]]:
    def handle(_: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        values = json.loads(body)
        done = _connection(target).execute(INSERT, values)
        status = 201 if done.rowcount else 200
        return status, json.dumps({"visit_id": f"{values[1]}-{values[2]}"}).encode()

    return handle


class PostgresVisits:
    """As much of a VisitLog as a check-in asks for."""

    def __init__(self, target: str) -> None:
        self._target = target

    def record(self, visit: Visit) -> Stored:
        connection = _connection(self._target)
        if connection.execute(INSERT, row(visit)).rowcount:
            return Stored(visit, is_new=True)
        where = "SELECT started, ended, is_open FROM visit WHERE (person, scanned, venue) = (%s, %s, %s)"
        there = connection.execute(where, row(visit)[:3]).fetchone()
        if there is None:
            raise Busy
        return Stored(_as_stored(visit, *there), is_new=False)

    def close(self, key: VisitKey, *, at: datetime, stay: Stay, by_leaving: bool) -> Visit | None:
        raise NotImplementedError

    def void(self, key: VisitKey, *, policy: VisitPolicy, now: datetime) -> Visit | None:
        raise NotImplementedError

    def withdraw(self, key: VisitKey, *, by: str | None, policy: VisitPolicy, now: datetime) -> Visit | None:
        raise NotImplementedError

    def dispute(self, key: VisitKey, *, why: str, now: datetime) -> Visit | None:
        raise NotImplementedError

    def settle(self, key: VisitKey, *, stands: bool, now: datetime) -> Visit | None:
        raise NotImplementedError

    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[Visit]:
        raise NotImplementedError

    def has_visits(self, person: PersonId, *, now: datetime) -> bool:
        raise NotImplementedError


def _as_stored(visit: Visit, started: int, ended: int, is_open: bool) -> Visit:  # noqa: FBT001 - a row's column
    return replace(visit, start=at_epoch(started), end=at_epoch(ended), is_open=is_open)
