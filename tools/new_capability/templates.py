"""Templates: files whose text and path hold words to fill in.

`§word` stands for a word, a line `§word` alone also for a slot: pieces of text that the parts of a capability add.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Template

HOME = Path(__file__).parent / "templates"
SLOTS, ONCE = "slots", "once"
IMPORT = re.compile(r"^(?:from \S+ )?import (?:\([^)]*\)|.+)\n", re.MULTILINE)
DOCSTRING = re.compile(r'\A""".*?"""\n', re.DOTALL)
SLOT_ALONE = re.compile(r"^§(\w+)\n", re.MULTILINE)
# Slots within a line, where nothing may be added.
INLINE = {"pattern": ""}

Words = Mapping[str, str]
Slots = dict[str, list[str]]


class _Text(Template):
    delimiter = "§"


def filled(text: str, words: Words) -> str:
    return _Text(text).substitute(words)


def files(kind: str, words: Words) -> Iterator[tuple[str, str]]:
    """(path, text) of every file of a kind, words in the path filled in, slots still open."""
    for source in sorted((HOME / kind).rglob("*.txt")):
        place = source.relative_to(HOME / kind).with_suffix("")
        if place.parts[0] not in (SLOTS, ONCE) and len(place.parts) > 1:
            named = place.as_posix()
            for word in ("NAME", "THINGS", "THING", "DISTRICT", "ROOM", "WORKFLOW"):
                # THINGRecorded: an event is called as its class.
                value = words["Thing"] if f"{word}Recorded" in named else words[word.lower()]
                named = named.replace(word, value)
            yield named.replace("//", "/"), source.read_text("utf-8")


def gathered(kinds: Iterable[tuple[str, Words]], words: Words) -> Mapping[str, str]:
    """Slot → its text: what each part adds, then what its kind adds once."""
    kinds = list(kinds)
    slots: Slots = defaultdict(list)
    for kind, own in kinds:
        for source in sorted((HOME / kind / SLOTS).glob("*.txt")):
            slots[source.stem].append(filled(source.read_text("utf-8"), own))
    said = _joined(slots)
    for source in sorted(source for kind in dict(kinds) for source in (HOME / kind / ONCE).glob("*.txt")):
        text = filled(source.read_text("utf-8"), {**words, **said})
        if text not in slots[source.stem]:
            slots[source.stem].append(text)
    return _joined(slots)


def whole(text: str, words: Words, slots: Mapping[str, str]) -> str:
    """A file's text; what its pieces import stands at its top."""
    opened = SLOT_ALONE.sub(lambda found: slots.get(found[1], "") if found[1] not in words else found[0], text)
    return filled(opened, {**INLINE, **slots, **words})


def hoisted(source: str) -> str:
    """A module's text with the imports of its pieces below its docstring, each once."""
    imports = dict.fromkeys(IMPORT.findall(source))
    body = IMPORT.sub("", source)
    docstring = DOCSTRING.match(body)
    end = docstring.end() if docstring else 0
    return f"{body[:end]}\n{''.join(imports)}\n{body[end:].lstrip()}" if imports else source


def _joined(slots: Slots) -> dict[str, str]:
    return {name: "".join(pieces) for name, pieces in slots.items()}
