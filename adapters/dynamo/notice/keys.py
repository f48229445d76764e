"""Keys and access patterns of the table Notice.

| pk / sk | what | read by |
|---|---|---|
| `P#pid` / `N#<cause>` | a message to send once | by key |
| `P#pid` / `N#C#case` | what the person was told of a case, in versions | by key; Query pk, `N#C#` |
"""

from domain.telling.notice import NoticeKey
from domain.tracing.codes import CaseCode

EXPOSURES = "N#C#"


def notice(key: NoticeKey) -> str:
    return f"N#{key.cause}"


def exposure(code: CaseCode) -> str:
    return f"{EXPOSURES}{code}"


def exposure_read(sk: str) -> CaseCode:
    """Inverse of `exposure`."""
    return CaseCode(sk.removeprefix(EXPOSURES))
