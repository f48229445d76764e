"""Keys and access patterns of the table Spare.

| pk / sk | what | read by |
|---|---|---|
| `K#<purpose>` / kid | a copy of a key, wrapped under a key of the keepers; gone when the key is forgotten on purpose | Query pk |
"""

from domain.base.secret import Purpose


def spare(purpose: Purpose) -> str:
    return f"K#{purpose.value}"


def bound(purpose: Purpose, kid: str) -> str:
    """What a copy is bound to: it unwraps for its own key alone."""
    return f"{purpose.value}/{kid}"
