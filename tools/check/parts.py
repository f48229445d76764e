"""What `make test` consists of: parts that disturb one another in nothing, so that some may run side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.machine.paths import LOCAL, PYTHON, ROOT

TESTS = ROOT / "tests"
REPORTS = LOCAL / "test"
# The longest first: it decides how long the whole takes. The rest fills the other core.
GROUPS: dict[str, tuple[str, ...]] = {
    "journeys": ("journeys",),
    "property": ("property",),
    "attacks": ("attacks",),
    "contract": ("contract",),
    "guards": ("guards",),
    "web": ("web",),
    "infra": ("infra",),
    "unit": ("unit", "tools"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One process. `times` is where it leaves what its tests came to; a part without is one check of its own."""

    name: str
    command: tuple[str, ...]
    times: Path | None = None

    @property
    def log(self) -> Path:
        return REPORTS / f"{self.name}.log"


def parts() -> list[Part]:
    first, *others = (_pytest(name, layers) for name, layers in _groups())
    lint = Part("lint", (str(PYTHON), "-m", "tools.check.lint"))
    return [first, lint, *others]


def _groups() -> Iterator[tuple[str, list[Path]]]:
    """Every folder of tests is in exactly one group: one that nobody has put anywhere is a group by itself."""
    known = {layer for layers in GROUPS.values() for layer in layers}
    for name, layers in GROUPS.items():
        yield name, [TESTS / layer for layer in layers]
    for place in sorted(TESTS.iterdir()):
        if place.name not in known and _holds_tests(place):
            yield place.stem, [place]


def _holds_tests(place: Path) -> bool:
    if place.is_dir():
        return any(place.rglob("test_*.py"))
    return place.match("test_*.py")


def _pytest(name: str, places: list[Path]) -> Part:
    cache = REPORTS / name / "cache"
    times = REPORTS / name / "times.json"
    paths = [str(place.relative_to(ROOT)) for place in places if place.exists()]
    return Part(name, (str(PYTHON), "-m", "pytest", "-o", f"cache_dir={cache}", *paths), times)
