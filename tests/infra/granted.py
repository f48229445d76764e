"""What each function may do: what it reads stands in tests/infra/grants, what it changes in the register (infra/data.py).

A change of a grant is a change of one of the two pages, seen in review. Locally every caller is root, so these tables
and the test over them are what stands between a typo and a leak.

A room for each capability: READS   function → resource → what it reads of it, without the service's prefix; of a table
                                    with several kinds of item the kinds stand behind its name: `Audit A#* SEAL`;
                                    `COUNT` behind an index: numbers, and no item
                            OPENS   function → purposes of the keys it reads, beside a door's own: devices
                            OTHERS  function → what it may beside its tables and its log
                            OPEN_ENDED  roles that name a resource by a pattern
"""

from collections.abc import Iterable, Mapping
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
OPENS: dict[str, tuple[str, ...]] = {
    function: purposes for room in _ROOMS.values() for function, purposes in getattr(room, "OPENS", {}).items()
}
OTHERS: dict[str, set[Right]] = {
    function: rights for room in _ROOMS.values() for function, rights in getattr(room, "OTHERS", {}).items()
}
OPEN_ENDED: set[Right] = {pair for room in _ROOMS.values() for pair in getattr(room, "OPEN_ENDED", ())}


def room_of(function: str) -> str:
    return f"tests/infra/grants/{function.partition('-')[0]}.py"


def written(function: str) -> set[Right]:
    found = set()
    for table in TABLES.values():
        writes = table.writes(function)
        found |= {(act, of_kinds(table.name, writes.keys)) for act in writes.acts}
    return found


def of_kinds(table: str, kinds: Iterable[str]) -> str:
    """A table, or some kinds of its items, as this page and the templates are compared by."""
    return " ".join([table, *sorted(kinds)])


def opened(function: str) -> set[Right]:
    """Every door reads device tokens, and who was signed out."""
    found = {("Query", "Secret K#device"), ("Query", "Standing DAYS")} if function.endswith("-api") else set()
    if function in OPENS:
        found.add(("Query", of_kinds("Secret", [f"K#{purpose}" for purpose in OPENS[function]])))
    return found


def expected(function: str, stage: Stage) -> set[Right]:
    tables = written(function) | opened(function)
    for told, acts in READS[function].items():
        table, *kinds = told.split(" ")
        tables |= {(act, of_kinds(table, kinds)) for act in acts}
    log = "".join(part.title() for part in function.split("-")) + "Log"
    return {
        *((f"dynamodb:{act}", table) for act, table in tables),
        *(("kms:Decrypt", f"Key{_key_group(table)}") for _, table in tables),
        *((action, resource.format(stage)) for action, resource in OTHERS.get(function, set())),
        ("logs:CreateLogStream", log),
        ("logs:PutLogEvents", log),
    }


def _key_group(told: str) -> str:
    return TABLES[told.partition(" ")[0].partition("/")[0]].key_group.title()
