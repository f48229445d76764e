"""Keys and access patterns of the table Secret.

| pk / sk | what | read by |
|---|---|---|
| `K#<purpose>` / kid | key material | Query pk |
"""

from domain.base.secret import Purpose


def secret(purpose: Purpose) -> str:
    return f"K#{purpose.value}"
