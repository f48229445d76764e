"""What was told today already, so that the same day's story is found done and not told twice; the report is made of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class CaseTold:
    """One case: whose it is, what tracing found, and how fast people were told. Seconds are None until measured."""

    case_id: str
    person: str
    f1: int = 0
    f2: int = 0
    handed_over: int = 0
    first_notice: int | None = None
    last_notice: int | None = None
    last_seen: float | None = None
    really_exposed: int = 0
    rightly_traced: int = 0
    missed: Mapping[str, int] = field(default_factory=dict)
    added: Mapping[str, int] = field(default_factory=dict)
    infected: int = 0
    infected_traced: int = 0
    strangers: int = 0
    seen_next_door: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def traced(self) -> int:
        """F1 whom the simulator knows."""
        return self.rightly_traced + sum(self.added.values())

    @property
    def recall(self) -> float:
        return self.rightly_traced / self.really_exposed if self.really_exposed else 1.0

    @property
    def precision(self) -> float:
        return self.rightly_traced / self.traced if self.traced else 1.0


@dataclass
class Held:
    """A case whose contacts wait for a second person; `told`: of a sample, how many had been told all the same."""

    case_id: str
    people: int
    told: int


@dataclass
class Noted:
    """One day's story in this deployment."""

    day: str
    cases: dict[str, CaseTold] = field(default_factory=dict)
    readers: int = 0
    exactly_once: int = 0
    too_many: int = 0
    to_correct: int = 0
    corrected_once: int = 0
    corrected_wrongly: int = 0
    infected: int = 0
    held: Held | None = None
    earlier: dict[str, str] = field(default_factory=dict)  # the ill of earlier days: person, case
    reader: str = ""  # device token of somebody whose inbox has something of everything
    done: bool = False

    def save(self, file: Path) -> None:
        file.touch(mode=0o600)
        file.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def noted(file: Path, day: str) -> Noted:
    """Of that day; of another day only who fell ill is remembered. A file that cannot be read says nothing."""
    try:
        told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        cases = {name: CaseTold(**case) for name, case in told["cases"].items()}
        held = Held(**told["held"]) if told["held"] else None
        found = Noted(**{**told, "cases": cases, "held": held})
    except (OSError, ValueError, TypeError, KeyError):
        return Noted(day)
    if found.day == day:
        return found
    ill = {case.person: case.case_id for name, case in cases.items() if name != "C"}
    return Noted(day, earlier=found.earlier | ill)
