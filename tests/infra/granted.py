"""What each function may do: what it reads stands in tests/infra/grants, what it changes in the register (infra/data.py).

A change of a grant is a change of one of the two pages, seen in review. Locally every caller is root, so these tables
and the test over them are what stands between a typo and a leak.

A room for each capability: READS   function → resource → what it reads of it, without the service's prefix
                            OTHERS  function → what it may beside its tables and its log
                            OPEN_ENDED  roles that name a resource by a pattern
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

from infra.data import TABLES
from infra.stage import Stage
from tests.infra.rights import Right

ROOM = Path(__file__).parent / "grants"
_ROOMS: Mapping[str, ModuleType] = {
    path.stem: import_module(f"tests.infra.grants.{path.stem}") for path in sorted(ROOM.glob("*.py"))
}
READS: dict[str, dict[str, tuple[str, ...]]] = {
    function: reads for room in _ROOMS.values() for function, reads in room.READS.items()
}
OTHERS: dict[str, set[Right]] = {
    function: rights for room in _ROOMS.values() for function, rights in getattr(room, "OTHERS", {}).items()
}
OPEN_ENDED: set[Right] = {pair for room in _ROOMS.values() for pair in getattr(room, "OPEN_ENDED", ())}


def room_of(function: str) -> str:
    return f"tests/infra/grants/{function.partition('-')[0]}.py"


def written(function: str) -> set[Right]:
    return {(act, table.name) for table in TABLES.values() for act in table.writers.get(function, ())}


def expected(function: str, stage: Stage) -> set[Right]:
    tables = {*((act, table) for table, acts in READS[function].items() for act in acts), *written(function)}
    if function.endswith("-api"):
        tables.add(("Query", "Standing"))  # every door asks who was signed out
    log = "".join(part.title() for part in function.split("-")) + "Log"
    return {
        *((f"dynamodb:{act}", table) for act, table in tables),
        *(("kms:Decrypt", f"Key{TABLES[table.partition('/')[0]].key_group.title()}") for _, table in tables),
        *((action, resource.format(stage)) for action, resource in OTHERS.get(function, set())),
        ("logs:CreateLogStream", log),
        ("logs:PutLogEvents", log),
    }
