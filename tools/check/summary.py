"""The end of `make test`: failures once more, time by layer, and one line with the counts."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.check.side_by_side import Ended
from tools.check.times import Layer, Times, merged, read

NO_TESTS = 5


def summary(ended: Sequence[Ended], seconds: float, kept: Path) -> tuple[str, bool]:
    """(the text, whether all is well). The figures are kept in a file too."""
    whole = merged(read(one.part.times) for one in ended if one.part.times)
    for one in ended:
        if one.part.times is None:
            whole.layers[one.part.name] = Layer(one.seconds, failed=int(_failed(one)))
            if _failed(one):
                whole.failures[one.part.name] = f"see its findings above, or {one.part.log}"
        elif _failed(one) and not read(one.part.times).failures:
            # It never came to its tests, or broke off after them.
            whole.layer(one.part.name).failed += 1
            whole.failures[one.part.name] = f"ended with status {one.status}: see its output above, or {one.part.log}"
    whole.save(kept)
    return "\n".join(_lines(whole, ended, seconds)), not whole.failures


def _failed(one: Ended) -> bool:
    return one.status not in (0, NO_TESTS)


def _lines(whole: Times, ended: Sequence[Ended], seconds: float) -> Iterator[str]:
    for name, told in whole.failures.items():
        yield f"\n---- FAILED {name}\n{told.rstrip()}"
    yield "\ntime by layer"
    yield from (f"  {line}" for line in whole.lines())
    clock = ", ".join(f"{one.part.name} {one.seconds:.0f} s" for one in ended)
    yield f"  by the clock {seconds:.0f} s: {clock}"
    for name in whole.failures:
        yield f"FAILED {name}"
    total = whole.whole
    yield f"tests: {total.passed} passed, {total.failed} failed, {total.skipped} skipped"
