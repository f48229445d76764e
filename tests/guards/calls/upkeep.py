"""How the stage fares: operators alone; it is of no unit and names nobody."""

from tests.guards.rows import Calls, Expected, Row, nothing

EXPECTED: Expected = {
    "getStageHealth": Row(401, 403, 403, ("operator",), outside=200),
}

CALLS: Calls = {"getStageHealth": nothing}
