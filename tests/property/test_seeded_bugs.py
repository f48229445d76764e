"""Every seeded bug trips its law: the laws look where they say."""

import pytest

from tests.property.seeded_bugs import BUGS, SeededBug


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: f"{bug.about}-{bug.name}-{bug.law.name}")
def test_a_law_catches(bug: SeededBug, monkeypatch: pytest.MonkeyPatch) -> None:
    bug.plant(monkeypatch)
    with pytest.raises(AssertionError):
        bug.law.search()
