"""A table's row in the register of facts, as plain values: whoever reads it loads no CDK."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# Every other action on a table changes it.
READS = frozenset({"GetItem", "BatchGetItem", "Query", "ConditionCheckItem"})
EXPIRES_AT = "x"


@dataclass(frozen=True)
class Index:
    name: str
    partition: str
    sort: str
    # Attributes beside the keys.
    carries: Sequence[str] = ()


@dataclass(frozen=True)
class Table:
    name: str
    key_group: str
    # In words: the day an item expires by is the domain's to say.
    kept: str
    # Function -> what it may change.
    writers: Mapping[str, Sequence[str]]
    stream: bool = False
    recovery_days: int | None = 35
    # Why there is no point-in-time recovery.
    unrecoverable: str = ""
    indexes: Sequence[Index] = field(default=())

    def refuse(self, function: str, actions: Iterable[str], indexes: Iterable[str] = ()) -> None:
        """Raises ValueError for a change that the register does not grant, and for an index that is not there."""
        if unnamed := sorted({*actions} - READS - {*self.writers.get(function, ())}):
            raise ValueError(
                f"{function} asks for {', '.join(unnamed)} on {self.name}, which does not name it as such a writer: "
                "say so in infra/data.py, or read"
            )
        if missing := sorted({*indexes} - {index.name for index in self.indexes}):
            raise ValueError(f"{function} asks for {', '.join(missing)}: {self.name} has no such index")

    def definition(self, name: str) -> dict[str, Any]:
        """CreateTable's arguments, for an engine that CloudFormation does not fill."""
        keyed = {"pk", "sk", *(attribute for index in self.indexes for attribute in (index.partition, index.sort))}
        made: dict[str, Any] = {
            "TableName": name,
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": _schema("pk", "sk"),
            "AttributeDefinitions": [{"AttributeName": a, "AttributeType": "S"} for a in sorted(keyed)],
        }
        if self.indexes:
            made["GlobalSecondaryIndexes"] = [_index(index) for index in self.indexes]
        return made


def register(*tables: Table) -> dict[str, Table]:
    """Raises ValueError for a name given twice."""
    found = {table.name: table for table in tables}
    if len(found) < len(tables):
        raise ValueError("two tables have one name")
    return found


def _index(index: Index) -> dict[str, Any]:
    carried = {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(index.carries)}
    return {
        "IndexName": index.name,
        "KeySchema": _schema(index.partition, index.sort),
        "Projection": carried if index.carries else {"ProjectionType": "KEYS_ONLY"},
    }


def _schema(partition: str, sort: str) -> list[dict[str, str]]:
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]
