"""Visits that are older than the public API takes, entered through the very use cases behind it.

The API refuses scans of more than seven days, rightly. The demonstration shows two weeks, so the older ones are
judged by `functions.checkin` and `functions.desk` as on their day: `now` is the day's end, the only thing that
differs. The access log is the exception: it says when the record was really made.

Who was there two weeks ago had registered by then, or each of those visits would be marked as older than its person's
registration: the moment is set back where it is stored, and the registration, repeated, gives the token that says it.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from domain.base.errors import Busy
from tools.deploy.deployed import settings_of
from tools.local_cloud.cloud import LocalCloud

Known = TypeVar("Known")
KNOWN_FOR = timedelta(days=30)
"""Since when the people of a story are on record."""

WITHIN = timedelta(days=6, hours=20)
"""What is younger goes through the API; the margin is for a seed that takes its time."""


class PastRegister:
    """The table of people of one deployment."""

    def __init__(self, cloud: LocalCloud) -> None:
        self._table = settings_of(cloud.client("lambda"), "local", "identity-api")["PERSON_TABLE"]
        self._store = cloud.client("dynamodb")

    def set_back(self, person: str) -> None:
        """This person registered long ago; repeating the registration gives a token that says so."""
        from adapters.dynamo import key_parts
        from adapters.dynamo.person import keys
        from adapters.dynamo.wire import s, t
        from domain.people.codes import PersonId

        self._store.update_item(
            TableName=self._table,
            Key={"pk": s(key_parts.person(PersonId(person))), "sk": s(keys.PROFILE)},
            UpdateExpression="SET t = :since",
            ConditionExpression="attribute_exists(pk)",
            ExpressionAttributeValues={":since": t(datetime.now(UTC) - KNOWN_FOR)},
        )


class PastDesk:
    """The use cases of check-in and of the staff desk on the tables of one deployment."""

    def __init__(self, cloud: LocalCloud) -> None:
        os.environ.update(cloud.env)
        os.environ.update(settings_of(cloud.client("lambda"), "local", "checkin-api", "desk-api"))
        from functions.checkin import wiring as checkin
        from functions.desk import wiring as desk

        self._checkin = checkin.parts()
        self._desk = desk.parts()

    def check_in(self, device_token: str, code: str, at: datetime, until: datetime | None) -> None:
        from domain.people.caller import Citizen
        from domain.presence.visit import Scan
        from functions.checkin import service

        parts = self._checkin
        citizen = parts.authenticator.caller(f"Bearer {device_token}", now=datetime.now(UTC))
        if not isinstance(citizen, Citizen):
            raise TypeError("the token of a citizen's device is needed")
        service.check_in(
            citizen,
            code,
            Scan(at),
            out_at=until,
            leaves=None,
            visits=parts.visits,
            venues=parts.venues,
            keys=parts.keys,
            now=_evening(at, until),
        )

    def record(
        self, staff_token: str, venue_id: str, person: dict[str, str], at: datetime, until: datetime | None
    ) -> None:
        from domain.people.caller import Staff
        from domain.presence.acts import VISIT_RECORDED
        from functions.desk import intake
        from functions.desk.service import visits
        from functions.kit.errands import staff_errand
        from functions.kit.person_ref import PersonRef, sought

        parts, now = self._desk, datetime.now(UTC)
        staff = _patiently(lambda: parts.authenticator.caller(f"Bearer {staff_token}", now=now))
        if not isinstance(staff, Staff):
            raise TypeError("the token of a member of staff is needed")
        venue = visits.venue_kept(intake.venue_id(venue_id), staff, venues=parts.venues)
        errand = staff_errand(staff, VISIT_RECORDED, now=now)
        visits.record_visit(
            venue,
            sought(PersonRef(**person), "person"),
            at,
            until,
            caller=staff,
            errand=errand,
            persons=parts.persons,
            audit=parts.audit,
            visits=parts.visits,
            now=_evening(at, until),
        )


def _patiently(look: Callable[[], Known], attempts: int = 20) -> Known:
    """A busy machine answers later: the pool's keys are asked for again, which a page would do by itself."""
    for _ in range(attempts):
        with suppress(Busy):
            return look()
        time.sleep(1)
    return look()


def _evening(at: datetime, until: datetime | None) -> datetime:
    return max(at, until or at) + timedelta(hours=1)
