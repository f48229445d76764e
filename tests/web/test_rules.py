"""Every fault that the platform may name reaches a person as a sentence, in both languages, without a name of the API."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from domain.base.errors import Fault, InvalidInput
from functions.kit.problems import Vocabulary
from functions.words import every
from tests.guards.register import BAD_FIELDS, BAD_QUERIES
from web.builder.bundle import node

SCRIPT = Path(__file__).parent / "unit" / "rules.mjs"
LABELS = {"vi": "Nơi ở (không bắt buộc)", "en": "Residence (optional)"}
WORDS = Vocabulary.of(*every.DISTRICTS)
ROWS = sorted({(row.field, row.rule) for rows in (*BAD_FIELDS.values(), *BAD_QUERIES.values()) for row in rows})
# `contact_phone`, `people[0].phone`: names and paths of the contract, which no person has ever read
_OF_THE_API = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\[\d+\]|\{\w+\}|\b[a-z]+\.[a-z]+\b")


def text(field: str, rule: str) -> dict[str, str]:
    """What the API says of a fault, beside the field."""
    _, document = WORDS.document(InvalidInput(Fault(field, rule)), "r-1")
    said: dict[str, str] = document["errors"][0]["text"]
    return said


def test_the_apis_own_sentence_names_no_field() -> None:
    for field, rule in ROWS:
        for said in text(field, rule).values():
            assert said[0].isupper() or not said[0].isalpha(), said
            assert said.endswith(".")
            named = re.match(rf"{re.escape(field)}\b", said, re.IGNORECASE)
            assert not named or rule == "personal-code", said


@pytest.mark.parametrize("language", LABELS)
def test_a_page_says_each_fault_in_words(language: str) -> None:
    rows = [(field, rule, text(field, rule)) for field, rule in ROWS]
    done = subprocess.run(
        [node(), str(SCRIPT), language, LABELS[language]],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        check=True,
    )
    for (field, rule, _), shown in zip(rows, json.loads(done.stdout), strict=True):
        for said in shown:
            assert said.strip(), (field, rule)
            assert not _OF_THE_API.search(said), (field, rule, said)
            assert "undefined" not in said
