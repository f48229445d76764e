"""Templates of every stage, synthesised once, without what is inside the functions."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest

from infra.house import House
from infra.stage import STAGES, Stage, make_stage

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Resource:
    stack: str
    logical_id: str
    kind: str
    path: str
    properties: Mapping[str, Any]
    whole: Mapping[str, Any]


@dataclass(frozen=True)
class Built:
    stage: Stage
    folder: Path
    house: House
    stacks: Mapping[str, Mapping[str, Any]]
    report: Mapping[str, Any]

    def resources(self, *kinds: str) -> Iterator[Resource]:
        for stack, template in self.stacks.items():
            for logical_id, whole in template.get("Resources", {}).items():
                if not kinds or whole["Type"] in kinds:
                    path = whole.get("Metadata", {}).get("aws:cdk:path", f"{stack}/{logical_id}")
                    yield Resource(stack, logical_id, whole["Type"], path, whole.get("Properties", {}), whole)

    def one(self, kind: str, part: str) -> Resource:
        found = [r for r in self.resources(kind) if part in r.path]
        assert len(found) == 1, (kind, part, [r.path for r in found])
        return found[0]

    def names(self, value: Any, stack: str) -> str:
        """A reference as a person would say it: `Visit`, `Visit/index/byVenue`, `NoticeInbox`."""
        match value:
            case str():
                return value
            case {"Ref": logical_id} | {"Fn::GetAtt": [logical_id, *_]}:
                return self._short(stack, logical_id)
            case {"Fn::ImportValue": export}:
                producer, logical_id = self._exported()[export]
                return self._short(producer, logical_id)
            case {"Fn::Join": [_, parts]}:
                return "".join(self.names(part, stack) for part in parts)
        raise AssertionError(f"cannot name {value}")

    def _short(self, stack: str, logical_id: str) -> str:
        if logical_id.startswith("AWS::"):
            return logical_id
        whole = self.stacks[stack]["Resources"][logical_id]
        parts = whole["Metadata"]["aws:cdk:path"].split("/")
        return "".join(part for part in parts[1:] if part not in {"Resource", "Default"})

    def _exported(self) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for stack, template in self.stacks.items():
            for output in template.get("Outputs", {}).values():
                if "Export" in output:
                    source = output["Value"]
                    logical_id = source["Ref"] if "Ref" in source else source["Fn::GetAtt"][0]
                    found[output["Export"]["Name"]] = (stack, logical_id)
        return found


def build(name: str, folder: Path, *, later: str = "", **given: Any) -> Built:
    """`given` are tables and capabilities other than the product's; `later` names indexes of the next deployment."""
    context = {
        **json.loads((ROOT / "cdk.json").read_text())["context"],
        "aws:cdk:bundling-stacks": [],
        "aws:cdk:enable-path-metadata": True,
        "later": later,
    }
    app = cdk.App(analytics_reporting=False, context=context, outdir=str(folder))
    house = House(app, make_stage(name), **given)
    assembly = house.synth()
    return Built(
        stage=house.stage,
        folder=folder,
        house=house,
        stacks={stack.id: stack.template for stack in assembly.stacks},
        report=json.loads((folder / "validation-report.json").read_text()),
    )


@pytest.fixture(scope="session")
def all_built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    return {name: build(name, tmp_path_factory.mktemp(name)) for name in STAGES}


@pytest.fixture(params=sorted(STAGES))
def built(request: pytest.FixtureRequest, all_built: dict[str, Built]) -> Built:
    return all_built[request.param]


@pytest.fixture
def production(all_built: dict[str, Built]) -> Built:
    return all_built["production"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whichever test comes first makes the templates of all stages, and a busy machine takes minutes for them."""
    for item in items:
        if item.path.is_relative_to(ROOT / "tests/infra") and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(600))
