"""The overview of all keys says what the tables' own pages of keys say."""

import re

import pytest

from infra.data import TABLES
from tools import keys_page

PATTERN = re.compile(r"^\| .* \| .* \| .* \|$", re.MULTILINE)


def test_the_page_is_what_the_keys_say():
    assert keys_page.main(["--check"]) == 0, "run `python -m tools.keys_page`, and look at what changed"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_is_told_of_on_the_page_of_data(table):
    page = (keys_page.TARGET.parent / "data-and-keys.md").read_text("utf-8")
    assert f"\n| {table} |" in page, "docs/guidebook/data-and-keys.md: what it holds, its natural key, how long"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_names_its_access_patterns(table):
    section = keys_page.page().partition(f"\n## {table}\n")[2].partition("\n## ")[0]
    assert len(PATTERN.findall(section)) > 1, f"{table}: adapters/dynamo/{table.lower()}/keys.py lists no pattern"
