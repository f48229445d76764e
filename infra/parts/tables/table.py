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
    # Sorted by a moment that items carry as a number.
    by_number: bool = False


@dataclass(frozen=True)
class Writes:
    """What a function may change of a table, and of which kinds of item."""

    acts: Sequence[str]
    keys: Sequence[str] = ()


@dataclass(frozen=True)
class Table:
    name: str
    key_group: str
    # In words: the day an item expires by is the domain's to say.
    kept: str
    # Function -> what it may change; `Writes` where several kinds of item stand together.
    writers: Mapping[str, Sequence[str] | Writes]
    # Kinds of item by their partition key, as IAM compares it -> what they are. Where there are any, a grant names those
    # it is for, and no other opens.
    kinds: Mapping[str, str] = field(default_factory=dict)
    stream: bool = False
    # Its stream tells what an item said before as well.
    tells_before: bool = False
    recovery_days: int | None = 35
    # Why there is no point-in-time recovery.
    unrecoverable: str = ""
    indexes: Sequence[Index] = field(default=())

    def writes(self, function: str) -> Writes:
        """What the register grants it; nothing where it is not named."""
        told = self.writers.get(function, ())
        return told if isinstance(told, Writes) else Writes(told)

    def refuse(
        self, function: str, actions: Iterable[str], indexes: Iterable[str] = (), keys: Sequence[str] = ()
    ) -> None:
        """Raises ValueError for a change that the register does not grant, and for a kind or an index that is not there."""
        granted, changes = self.writes(function), {*actions} - READS
        if unnamed := sorted(changes - {*granted.acts}):
            raise ValueError(
                f"{function} asks for {', '.join(unnamed)} on {self.name}, which does not name it as such a writer: "
                "say so in infra/data.py, or read"
            )
        if missing := sorted({*indexes} - {index.name for index in self.indexes}):
            raise ValueError(f"{function} asks for {', '.join(missing)}: {self.name} has no such index")
        if unknown := sorted({*keys} - {*self.kinds}):
            raise ValueError(f"{function} asks for {', '.join(unknown)}: {self.name} has no such kind of item")
        if self.kinds and not keys and [*actions]:
            raise ValueError(
                f"{function}: name the kinds of item of {self.name} that it is for ({', '.join(self.kinds)})"
            )
        if changes and (others := sorted({*keys} - {*granted.keys})):
            raise ValueError(
                f"{function} asks to change {', '.join(others)} of {self.name}, which lets it change other kinds only: "
                "say so in infra/data.py, or ask for what is read apart from what is changed"
            )

    def definition(self, name: str) -> dict[str, Any]:
        """CreateTable's arguments, for an engine that CloudFormation does not fill."""
        keyed = {"pk", "sk", *(attribute for index in self.indexes for attribute in (index.partition, index.sort))}
        numbers = {index.sort for index in self.indexes if index.by_number}
        made: dict[str, Any] = {
            "TableName": name,
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": _schema("pk", "sk"),
            "AttributeDefinitions": [
                {"AttributeName": a, "AttributeType": "N" if a in numbers else "S"} for a in sorted(keyed)
            ],
        }
        if self.indexes:
            made["GlobalSecondaryIndexes"] = [_index(index) for index in self.indexes]
        return made


def register(*tables: Table) -> dict[str, Table]:
    """Raises ValueError for a name given twice, and for a writer of a kind of item that is not there."""
    found = {table.name: table for table in tables}
    if len(found) < len(tables):
        raise ValueError("two tables have one name")
    for table in tables:
        for function in table.writers:
            if {*table.writes(function).keys} - {*table.kinds}:
                raise ValueError(f"{table.name} lets {function} change a kind of item that it does not have")
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
