"""`python -m tests.guards.synthesis FOLDER CAPABILITY …` makes every stage of these capabilities, and looks at each.

A process of its own: it speaks of the tree it is started in. `reports` comes along, because one door takes the rest.
"""

import sys
from pathlib import Path

from infra.house import every_capability
from infra.stage import STAGES
from tests.infra.conftest import Built, build
from tests.infra.granted import expected
from tests.infra.test_grants import functions_of, held
from tests.infra.test_operations import PLAYBOOKS, name_of, playbook_of, watched


def main(folder: str, *names: str) -> None:
    kinds = [kind for kind in every_capability() if kind.name in {*names, "reports"}]
    assert {kind.name for kind in kinds} >= set(names), (
        f"infra/ has none of {set(names) - {kind.name for kind in kinds}}"
    )
    for stage in STAGES:
        built = build(stage, Path(folder) / stage, capabilities=kinds)
        nothing_is_found_fault_with(built)
        roles_hold_exactly_their_rows(built)
        if built.stage.watched:
            all_is_watched_and_told_of(built)
        made = sorted(name for name in functions_of(built) if name.partition("-")[0] in names)
        print(stage, *made)


def nothing_is_found_fault_with(built: Built) -> None:
    for plugin in built.report["pluginReports"]:
        assert plugin["violations"] == [], plugin["violations"][:3]


def roles_hold_exactly_their_rows(built: Built) -> None:
    for name, function in functions_of(built).items():
        assert held(built, function) == expected(name, built.stage), name


def all_is_watched_and_told_of(built: Built) -> None:
    assert watched(built, "FunctionName") == {
        f.properties["FunctionName"] for f in built.resources("AWS::Lambda::Function")
    }
    for alarm in built.resources("AWS::CloudWatch::Alarm"):
        if (page := playbook_of(alarm)) in {"backlog.md", "run-failed.md"}:
            assert f"### {name_of(built, alarm)}\n" in (PLAYBOOKS / page).read_text("utf-8"), alarm.path


if __name__ == "__main__":
    main(*sys.argv[1:])
