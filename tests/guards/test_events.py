"""Events by example: each has a page, and what the page shows is what the code says and reads."""

import importlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from adapters.aws.bus import EventBridgeBus
from functions.kit.inbox import event_read

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "contracts" / "events"
EXAMPLE = re.compile(r"```json\n(.*?)```", re.DOTALL)


def events() -> dict[str, type[Any]]:
    """Every class of a district's events that has a name of its own; one that others specialise is not on the bus."""
    found: dict[str, type[Any]] = {}
    for path in sorted((ROOT / "domain").glob("*/events.py")):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        own = [kind for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == module.__name__]
        named = {str(getattr(kind, "name", "")): kind for kind in own if not _parent(kind)}
        found |= {name: kind for name, kind in named.items() if name}
    return found


def _parent(kind: type[Any]) -> bool:
    return bool(kind.__subclasses__())


def example(name: str) -> dict[str, Any]:
    shown = EXAMPLE.findall((PAGES / f"{name}.md").read_text("utf-8"))
    assert len(shown) == 1, f"{name}.md shows one event, as it stands on the bus"
    message: dict[str, Any] = json.loads(shown[0])
    return message


def test_every_event_has_its_page_and_its_line():
    assert set(events()) > {"CaseConfirmed", "NoticeQueued"}
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    assert pages == set(events()), "docs/contracts/events/<Event>.md: one page for each event, and no other"
    listed = set(re.findall(r"\]\((\w+)\.md\)", (PAGES / "README.md").read_text("utf-8")))
    assert listed == pages, "docs/contracts/events/README.md lists every event"


@pytest.mark.parametrize("name", events())
def test_an_example_is_what_the_code_says_and_reads(name):
    kind, shown = events()[name], example(name)
    heard = event_read(json.dumps(shown), [kind])
    assert type(heard) is kind
    entry = EventBridgeBus("bus")._entry(heard)
    assert (entry["Source"], entry["DetailType"]) == (shown["source"], shown["detail-type"])
    why = f"{name}: the example of its page and the class say different things; a changed field needs a new version"
    assert json.loads(entry["Detail"]) == shown["detail"], why


@pytest.mark.parametrize("name", events())
def test_a_page_says_who_publishes_and_who_hears(name):
    text = (PAGES / f"{name}.md").read_text("utf-8")
    for line in ("| Published by |", "| Heard by |", "| Fields |", "| Twice |"):
        assert line in text, f"{name}.md lacks {line}"
    for path in re.findall(r"`(functions/[\w/.]+)`", text):
        assert (ROOT / path).exists(), f"{name}.md names {path}"


@pytest.mark.parametrize("name", events())
def test_an_event_is_made_of_ids_and_counts(name):
    kinds = {
        str(field.type) for field in events()[name].__dataclass_fields__.values() if "ClassVar" not in str(field.type)
    }
    assert kinds <= {"<class 'str'>", "<class 'int'>", "str", "int"}, f"{name}: ids and numbers alone travel"
