"""Whoever touches a person's data leaves a record, and whoever touches the record leaves a trace."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.base.period import local_day
from tests.journeys.actors.names import a_card_number, a_name, now
from tests.journeys.actors.town import Commune, Town
from tests.waiting import eventually
from tools.deploy.deployed import settings_of
from tools.machine.paths import ROOT

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        os.environ.get("VX_TEST_CLOUD") == "running", reason="it closes the day's book before the day is over"
    ),
]


class AccessLog:
    """The log's table in the hands of somebody who can write to it, and the tool that checks it."""

    def __init__(self, town: Town) -> None:
        self._folder = str(town.cloud.folder)
        self._tables = town.cloud.client("dynamodb")
        self._table = settings_of(town.cloud.client("lambda"), "local", "audit-seal")["AUDIT_TABLE"]
        self._day = local_day(datetime.now(UTC)).isoformat()
        self._removed: list[Any] = []

    def night_falls(self) -> None:
        self._run("tests.journeys.actors.night", self._folder)

    def verified(self) -> str:
        """`whole`, or what the tool found."""
        done = self._run("tools.audit_verify", "--from", self._day, "--to", self._day, "--cloud", self._folder)
        return "whole" if done.returncode == 0 else done.stdout

    def records_of(self, person: str) -> list[Any]:
        found: list[Any] = self._tables.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"A#P#{person}"}},
        )["Items"]
        return found

    def write(self, record: Any) -> None:
        self._tables.put_item(TableName=self._table, Item=record)

    def remove(self, record: Any) -> None:
        self._tables.delete_item(TableName=self._table, Key={name: record[name] for name in ("pk", "sk")})

    def _run(self, module: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode in {0, 1}, done.stderr
        return done


@pytest.fixture
def log(town: Town) -> AccessLog:
    return AccessLog(town)


# Written over and put back; removed; invented and removed.
ALTERED = 4


def test_an_altered_and_a_removed_record_are_found(commune: Commune, log: AccessLog) -> None:
    market, number = commune.volunteer.registers_venue("market"), a_card_number()
    her = commune.volunteer.registers_person(full_name=a_name(), year_of_birth=1950, identity_number=number).ok(201)
    commune.health_station.looks_up(identity_number=number).ok(200)
    commune.health_station.records(market, {"identity_number": number}, now()).ok(201)
    records = log.records_of(her["person_id"])
    assert sorted(record["wh"]["S"] for record in records) == [
        "person-looked-up",
        "person-registered",
        "visit-recorded",
    ]

    log.night_falls()
    assert log.verified() == "whole"

    log.write({**records[0], "y": {"S": "nobody asked"}})
    assert "altered" in log.verified()
    log.write(records[0])

    log.remove(records[1])
    assert "missing or were added" in log.verified()
    log.write(records[1])

    invented = {**records[2], "sk": {"S": records[2]["sk"]["S"][:-1] + "_"}}
    log.write(invented)
    assert "missing or were added" in log.verified()
    log.remove(invented)
    told = eventually(log.verified, until=lambda told: told.count("rewritten: ") == ALTERED).splitlines()
    assert len(told) == ALTERED, "records and seal fit again; that they were altered stays noted"
