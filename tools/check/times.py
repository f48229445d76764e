"""Time, outcome and failures of tests by layer: gathered inside pytest, kept as JSON, shown at the end of every run."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

# Cheap and pure first; what needs the deployed cloud last.
LAYERS = ("unit", "property", "contract", "infra", "guards", "attacks", "tools", "bench", "journeys", "web")
SLOWEST = 40


def layer_of(test: str) -> str:
    """`tests/unit/domain/test_x.py::test_y` is of the layer `unit`."""
    parts = test.partition("::")[0].split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "tests" else "others"  # noqa: PLR2004 - tests, layer, file


@dataclass
class Layer:
    """Seconds of its tests, set-up and end included; how many ended how."""

    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: "Layer") -> None:
        self.seconds += other.seconds
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


@dataclass
class Times:
    """What one run of pytest, or several, came to."""

    layers: dict[str, Layer] = field(default_factory=dict)
    tests: dict[str, float] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def layer(self, name: str) -> Layer:
        return self.layers.setdefault(name, Layer())

    def note(self, test: str, phase: str, outcome: str, seconds: float, told: str = "") -> None:
        """One phase of one test: `setup`, `call` or `teardown`. Whatever fails in any of them fails the test once."""
        layer = self.layer(layer_of(test))
        layer.seconds += seconds
        self.tests[test] = self.tests.get(test, 0.0) + seconds
        if outcome == "failed":
            layer.failed += test not in self.failures
            self.failures.setdefault(test, told)
        elif outcome == "skipped":
            layer.skipped += 1
        elif phase == "call":
            layer.passed += 1

    def add(self, other: "Times") -> None:
        for name, layer in other.layers.items():
            self.layer(name).add(layer)
        self.tests |= other.tests
        self.failures |= other.failures

    @property
    def whole(self) -> Layer:
        total = Layer()
        for layer in self.layers.values():
            total.add(layer)
        return total

    def lines(self) -> Iterator[str]:
        """One for each layer, in their order, and the sum."""
        for name in sorted(self.layers, key=_order):
            yield _line(name, self.layers[name])
        yield _line("sum", self.whole)

    def save(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        kept = {
            "layers": {name: asdict(layer) for name, layer in self.layers.items()},
            "slowest": dict(sorted(self.tests.items(), key=lambda pair: -pair[1])[:SLOWEST]),
            "failures": self.failures,
        }
        file.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(file: Path) -> Times:
    """What was saved; nothing when there is no such file or it cannot be read."""
    try:
        kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Times()
    layers = {name: Layer(**layer) for name, layer in kept["layers"].items()}
    return Times(layers, kept["slowest"], kept["failures"])


def merged(all_times: Iterable[Times]) -> Times:
    whole = Times()
    for times in all_times:
        whole.add(times)
    return whole


def _order(name: str) -> tuple[int, str]:
    return (LAYERS.index(name) if name in LAYERS else len(LAYERS), name)


def _line(name: str, layer: Layer) -> str:
    counts = [(layer.passed, "passed"), (layer.failed, "failed"), (layer.skipped, "skipped")]
    told = ", ".join(f"{count} {word}" for count, word in counts if count)
    return f"{name:<10} {layer.seconds:7.1f} s   {told}"
