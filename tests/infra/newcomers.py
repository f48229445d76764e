"""Two capabilities that the product does not have: one with several of everything, one with very many."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace

import aws_cdk as cdk
import pytest
from aws_cdk import aws_events as events

from functions.kit.sign_in.auth import ANYONE
from infra.data import TABLES
from infra.parts.capability import Capability
from infra.parts.chain import workflow
from infra.parts.tables.table import Index, Table
from infra.parts.watching.watched import Backlog

MANY = 11
HOURLY = events.Schedule.rate(cdk.Duration.hours(1))
BED = Table(
    "Bed",
    "ops",
    kept="a year",
    writers={"ward-api": ("PutItem",), "ward-stay-steps": ("UpdateItem",)},
    stream=True,
    indexes=(Index("byWard", "w", "ws"),),
)
CROWDED = [
    Table(f"Crowd{number}", "ops", kept="a day", writers={"crowd-api": ("PutItem",)}, stream=True)
    for number in range(MANY)
]
REGISTER = {**TABLES, "Bed": BED, **{table.name: table for table in CROWDED}}


class Ward(Capability):
    name = "ward"

    def build(self) -> None:
        api = self.door(staff=True, takes_the_rest=True)
        self.grants(api, "Bed", "Query", "PutItem", index=("byWard",))
        self.door("stay.api", name="stay-api")
        self.relays("Bed", trigger="bed_stream")
        late = Backlog(600, "People wait for a bed longer than ten minutes.")
        steps = self.function("stay.stay_steps")
        self.grants(steps, "Bed", "GetItem", "UpdateItem")
        stay = self.workflow("stay", steps=steps, failure="A stay ended without a release.")
        self.starts(self.hears("ContactsIdentified", "StayOpened", inbox="stay.inbox", backlog=late), stay)
        transfer = self.workflow("bed-transfer", steps=self.function("transfer_steps"), failure="A bed was not moved.")
        self.starts(self.hears("StayOpened", inbox="transfer_inbox", queue="transfer", backlog=late), transfer)
        self.reads_stream(self.function("count_stream"), "Bed", batch=100, wait_s=60)
        repair = self.runs("stay.reconcile", HOURLY)
        self.starts(repair, stay)
        self.starts(repair, transfer)
        self.follows(repair, transfer)


class Crowd(Capability):
    name = "crowd"

    def build(self) -> None:
        for number, table in enumerate(CROWDED):
            self.grants(self.door(f"door_{number}"), table.name, "Query")
            self.relays(table.name, trigger=f"r{number}_stream")
            self.runs(f"clock_{number}", HOURLY)
            steps = self.function(f"s{number}_steps")
            self.workflow(f"w{number}", steps=steps, failure="A run stopped.")
            self.hears("Anything", inbox=f"i{number}_inbox", backlog=Backlog(60, "Somebody waits."))


@contextmanager
def at_home(folder: Path) -> Iterator[None]:
    """Their doors and the states of their workflows, as if they lay among the functions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workflow, "ROOT", folder)
        states = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}})
        names = ("ward/stay/stay", "ward/bed-transfer", *(f"crowd/w{number}" for number in range(MANY)))
        for file in [folder / "functions" / f"{name}.asl.json" for name in names]:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(states)
        doors = {
            "ward.api": "beds",
            "ward.stay.api": "stays",
            **{f"crowd.door_{number}": f"crowds/{number}" for number in range(MANY)},
        }
        for module, path in doors.items():
            made = ModuleType(f"functions.{module}")
            shown = SimpleNamespace(path=f"/{path}", method="GET", callers=ANYONE)
            made.door = SimpleNamespace(operations={"show": shown})  # type: ignore[attr-defined]
            patch.setitem(sys.modules, made.__name__, made)
        yield
