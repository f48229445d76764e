"""Writes `docs/guidebook/keys.md` from the docstring of each table's keys; `--check` compares only."""

import argparse
import ast
import sys

from tools.machine.paths import ROOT

TARGET = ROOT / "docs" / "guidebook" / "keys.md"
HEAD = """# Keys

Every key and access pattern of every table. All key attributes are strings, but for the moment that `byAge` sorts by.
`python -m tools.keys_page` makes this page from `adapters/dynamo/*/keys.py`; [data-and-keys.md](data-and-keys.md) says why.
"""


def page() -> str:
    """The page as it should be, tables in the order of their names."""
    sources = sorted((ROOT / "adapters" / "dynamo").glob("*/keys.py"))
    return HEAD + "".join(_section(source.parent.name.title(), source.read_text("utf-8")) for source in sources)


def _section(table: str, source: str) -> str:
    first, _, rest = (ast.get_docstring(ast.parse(source)) or "").partition("\n")
    if table not in first:
        raise ValueError(f"the docstring of {table}'s keys speaks of another table: {first}")
    return f"\n## {table}\n\n{rest.strip()}\n"


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="compare, write nothing")
    wanted = page()
    if options.parse_args(arguments).check:
        return int(not TARGET.exists() or TARGET.read_text("utf-8") != wanted)
    TARGET.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
