"""Who looked: who may call, one valid call of each operation, and bad input with the fault it names."""

from tests.guards.rows import NOBODY_ELSE, Calls, Expected, Row, nothing

EXPECTED: Expected = {
    "listAccessLog": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
}

CALLS: Calls = {
    "listAccessLog": nothing,
}
