"""Who may call what: every operation by every kind of caller, with the exact status.

The rows are written out (tests/guards/calls) and not derived from the code, so that a change of permission is a change
of a row (guidebook, permissions).
"""

from functools import cache

import pytest

from domain.people.roles import Role
from tests.builders.base import KIM_LONG, VY_DA
from tests.doors.calls import OPERATIONS
from tests.doors.sign_in import staff_token
from tests.guards.register import EXPECTED, missing, room_of
from tests.guards.rows import ROLES, Row
from tests.guards.scene import Scene, open_scene

PUBLIC = {
    "registerPerson",
    "recoverPerson",
    "getVenue",
    "getPolicy",
    "getPushKey",
    "getUnitContacts",
    "getOpenApi",
    "getHealth",
}
CHANGED_PERMISSIONS = (
    "{operation} answers (first) where its row in {room} says (second): {wrong}. If a permission was meant to change, "
    "change the row, the guidebook's permissions and the changelog with it."
)


@cache
def _staff(role: str | None, *, inside: bool) -> str:
    return staff_token(Role(role) if role else None, VY_DA if inside else KIM_LONG)


def _callers(scene: Scene) -> dict[str, str | None]:
    callers = {"nobody": None, "citizen": scene.citizen_token, "owner": scene.owner_token}
    for role in ROLES:
        callers[f"{role} inside"] = _staff(role, inside=True)
        callers[f"{role} outside"] = _staff(role, inside=False)
    return {**callers, "staff without a role": _staff(None, inside=True)}


def _wanted(row: Row) -> dict[str, int]:
    wanted = {"nobody": row.nobody, "citizen": row.citizen, "owner": row.owner}
    for role in ROLES:
        wanted[f"{role} inside"] = row.inside if role in row.roles else row.other_roles
        outside = row.outside_of.get(role, row.outside)
        wanted[f"{role} outside"] = outside if role in row.roles else row.other_roles
    everybody = row.roles == ROLES
    return {**wanted, "staff without a role": row.inside if everybody else row.other_roles}


@pytest.mark.parametrize("table", ["EXPECTED", "CALLS"])
def test_every_operation_has_its_rows(table):
    lacking = missing(table, set(OPERATIONS))
    assert not lacking, "\n".join(lacking)


def test_every_role_has_its_column():
    assert set(ROLES) == {role.value for role in Role}, "a new role stands in ROLES of tests/guards/rows.py"


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_every_caller_gets_exactly_the_status_of_its_row(operation):
    got = {}
    with open_scene() as scene:
        for name, token in _callers(scene).items():
            scene.begin_again()
            got[name] = scene.call(operation, token).status
    wanted = _wanted(EXPECTED[operation])
    wrong = {name: (got[name], wanted[name]) for name in got if got[name] != wanted[name]}
    assert not wrong, CHANGED_PERMISSIONS.format(operation=operation, room=room_of(operation), wrong=wrong)


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_every_operation_declares_its_callers(operation):
    callers = OPERATIONS[operation][1].callers
    assert callers.anyone or callers.citizen or callers.roles, (
        f"{operation}: say who may call it (guidebook, permissions)"
    )


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_only_what_is_public_is_open_to_nobody(operation):
    anyone = OPERATIONS[operation][1].callers.anyone
    assert anyone == (operation in PUBLIC), f"{operation}: a public route is a decision; write it here and in a record"
