"""Events by example: each has a page, and what the page shows is what the code says and reads."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from adapters.aws.bus import EventBridgeBus
from functions.kit.chain.inbox import event_read
from tools.contract.events import events

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "contracts" / "events"
EXAMPLE = re.compile(r"```json\n(.*?)```", re.DOTALL)


def example(name: str) -> dict[str, Any]:
    shown = EXAMPLE.findall((PAGES / f"{name}.md").read_text("utf-8"))
    assert len(shown) == 1, f"{name}.md shows one event, as it stands on the bus"
    message: dict[str, Any] = json.loads(shown[0])
    return message


def test_every_event_has_its_page():
    assert set(events()) > {"CaseConfirmed", "NoticeQueued"}
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    assert pages == set(events()), "docs/contracts/events/<Event>.md: one page for each event, and no other"


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
