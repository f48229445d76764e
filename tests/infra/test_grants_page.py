"""The page of grants is that of the templates."""

from infra.data import TABLES
from tools import grants_page


def test_the_page_of_grants_is_made_from_todays_templates(production):
    page = grants_page.page(production.stacks)
    assert grants_page.TARGET.read_text("utf-8") == page, "python -m tools.grants_page"
    assert all(f"\n## {table}\n" in page for table in TABLES)


def test_every_writer_of_the_register_stands_on_it(production):
    page = grants_page.page(production.stacks)
    sections = {section.partition("\n")[0]: section for section in page.split("\n## ")}
    for table in TABLES.values():
        for function in table.writers:
            acts = ", ".join(sorted({*table.writes(function).acts}))
            assert f"{function} ({acts})" in sections[table.name]
