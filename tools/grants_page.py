"""Writes `docs/guidebook/grants.md` from the templates: who may do what to which kind of item.

A test makes the templates of every stage anyway and compares: tests/infra/test_grants_page.py.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from tempfile import TemporaryDirectory
from typing import Any

from infra.data import TABLES
from infra.parts.tables.table import READS, Table
from tools.machine.paths import ROOT

TARGET = ROOT / "docs" / "guidebook" / "grants.md"
STAGE = "production"
HEAD = """# Grants

Who may do what to which kind of item, by the roles in the template of production. `python -m tools.grants_page` makes
this page. A kind is a partition key as IAM compares it (`dynamodb:LeadingKeys`); who is not
named may do nothing.

Only whole items are told apart: who may put a record of access could put it over another one, which the
[watch](../playbooks/audit-altered.md) tells. Decision [0044](../decisions/0044-keys-and-roles.md) says why.
"""
Template = Mapping[str, Any]
# Role's holder, actions without the service's prefix, kinds; none of them for a whole table.
Grant = tuple[str, tuple[str, ...], tuple[str, ...]]


def page(templates: Mapping[str, Template]) -> str:
    """The page as it should be; templates by the name of their stack."""
    grants = {name: sorted(_grants(templates, name)) for name in TABLES}
    return HEAD + "".join(_section(table, grants[name]) for name, table in TABLES.items())


def _section(table: Table, grants: Sequence[Grant]) -> str:
    rows = [
        f"| `{kind}`: {words} | {_told(grants, kind, READS)} | {_told(grants, kind, None)} |"
        for kind, words in (table.kinds or {"*": "everything"}).items()
    ]
    indexed = sorted({holder for holder, acts, _ in grants if "index" in acts})
    counted = sorted({holder for holder, acts, _ in grants if "count" in acts})
    also = f"\nRead by an index: {', '.join(indexed)}.\n" if indexed else ""
    also += f"\nCounted by an index, no item told: {', '.join(counted)}.\n" if counted else ""
    return "\n".join(["", f"## {table.name}", "", "| kind | read by | changed by |", "|---|---|---|", *rows, also])


def _told(grants: Sequence[Grant], kind: str, wanted: frozenset[str] | None) -> str:
    """Who reads it (`wanted` are reads), or who changes it and how (None)."""
    found: dict[str, set[str]] = {}
    for holder, acts, kinds in grants:
        if not kinds or kind in kinds:
            changes = {act for act in acts if act not in READS and act not in {"index", "count"}}
            if told := changes if wanted is None else {act for act in acts if act in wanted}:
                found.setdefault(holder, set()).update(told)
    named = [holder if wanted else f"{holder} ({', '.join(sorted(acts))})" for holder, acts in found.items()]
    return ", ".join(named) or "–"


def _grants(templates: Mapping[str, Template], table: str) -> Iterator[Grant]:
    for stack in templates:
        for holder, statement in _statements(templates, stack):
            if statement["Effect"] != "Allow":
                continue
            acts = [act.removeprefix("dynamodb:") for act in _list(statement["Action"]) if act.startswith("dynamodb:")]
            for resource in _list(statement.get("Resource", [])):
                told = _name(templates, stack, resource)
                if acts and told == table:
                    yield holder, tuple(sorted(acts)), _kinds(statement)
                elif acts and told.startswith(f"{table}/index/"):
                    yield holder, ("count" if _counts(statement) else "index",), ()


def _statements(templates: Mapping[str, Template], stack: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each statement with the function, or the role of a person, that holds it."""
    resources = templates[stack]["Resources"]
    holders = {
        resource["Properties"]["Role"]["Fn::GetAtt"][0]: resource["Properties"]["FunctionName"]
        for resource in resources.values()
        if resource["Type"] == "AWS::Lambda::Function"
    }
    for resource in resources.values():
        if resource["Type"] == "AWS::IAM::Policy":
            for role in (of["Ref"] for of in resource["Properties"]["Roles"]):
                name = holders.get(role) or resources[role]["Properties"].get("RoleName", role)
                for statement in resource["Properties"]["PolicyDocument"]["Statement"]:
                    yield name.partition(f"{STAGE}-")[2] or name, statement


def _kinds(statement: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        _list(statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", []))
    )


def _counts(statement: Mapping[str, Any]) -> bool:
    return bool(statement.get("Condition", {}).get("StringEquals", {}).get("dynamodb:Select") == "COUNT")


def _name(templates: Mapping[str, Template], stack: str, value: Any) -> str:
    """`Visit`, `Visit/index/byVenue`; empty for what is no table of ours."""
    match value:
        case {"Fn::ImportValue": export}:
            return _exported(templates).get(export, "")
        case {"Fn::GetAtt": [logical_id, "Arn"]}:
            return _table(templates[stack]["Resources"][logical_id])
        case {"Fn::Join": ["", [of, str(rest)]]}:
            return _name(templates, stack, of) + rest
    return ""


def _exported(templates: Mapping[str, Template]) -> Mapping[str, str]:
    return {
        output["Export"]["Name"]: _table(templates[stack]["Resources"][output["Value"]["Fn::GetAtt"][0]])
        for stack in templates
        for output in templates[stack].get("Outputs", {}).values()
        if "Export" in output and output["Value"].get("Fn::GetAtt", ("", ""))[1] == "Arn"
    }


def _table(resource: Mapping[str, Any]) -> str:
    if resource["Type"] != "AWS::DynamoDB::Table":
        return ""
    return str(resource["Metadata"]["aws:cdk:path"].split("/")[1])


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _made() -> Mapping[str, Template]:
    """Templates of production, without what is inside the functions."""
    import aws_cdk as cdk

    from infra.house import House
    from infra.stage import make_stage

    context = {
        **json.loads((ROOT / "cdk.json").read_text("utf-8"))["context"],
        "aws:cdk:bundling-stacks": [],
        "aws:cdk:enable-path-metadata": True,
    }
    with TemporaryDirectory() as folder:
        app = cdk.App(analytics_reporting=False, context=context, outdir=folder)
        return {stack.id: stack.template for stack in House(app, make_stage(STAGE)).synth().stacks}


def main() -> int:
    TARGET.write_text(page(_made()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
