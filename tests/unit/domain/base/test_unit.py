"""Administrative units and jurisdiction."""

from datetime import date

import pytest

from domain.base.unit import ENDED, SCHEME, UnitKey, key_of, path_is_within, without_since
from domain.people.caller import Staff
from domain.people.errors import NotAllowed, OutsideJurisdiction
from domain.people.roles import Role
from tests.builders.base import HAI_VAN, HUE, KIM_LONG, OLD_TRUC_BACH, VY_DA, a_unit
from tests.builders.people import a_citizen, a_staff

HANOI = UnitKey("VN-2025H1", "01")
BA_DINH = UnitKey("VN-2025H1", "001")


def test_a_path_runs_from_the_province_down():
    assert a_unit(VY_DA).path == "VN-2025H2/46/19777"
    assert a_unit(OLD_TRUC_BACH).path == "VN-2025H1/01/001/00004"


@pytest.mark.parametrize(
    ("area", "unit", "within"),
    [
        (VY_DA, VY_DA, True),
        (HUE, VY_DA, True),
        (HUE, HUE, True),
        (KIM_LONG, VY_DA, False),
        (VY_DA, HUE, False),
        (HUE, HAI_VAN, False),
        (HANOI, OLD_TRUC_BACH, True),
        (BA_DINH, OLD_TRUC_BACH, True),
        (OLD_TRUC_BACH, OLD_TRUC_BACH, True),
        (OLD_TRUC_BACH, BA_DINH, False),
        (UnitKey("VN-2025H1", "46"), VY_DA, False),  # the same code means something else in another scheme
        (UnitKey("VN-2025H2", ""), VY_DA, False),
        (UnitKey("", "46"), VY_DA, False),
    ],
)
def test_staff_reach_their_own_unit_and_all_below_it(area, unit, within):
    assert path_is_within(a_unit(unit).path, area) is within
    staff = a_staff(unit=area)
    if within:
        staff.require_within(a_unit(unit).path)
    else:
        with pytest.raises(OutsideJurisdiction):
            staff.require_within(a_unit(unit).path)


def test_no_code_is_taken_for_the_beginning_of_another():
    assert not path_is_within("VN-2025H2/46/19777", UnitKey("VN-2025H2", "1977"))


def test_a_unit_is_read_back_from_its_text_and_from_a_path():
    assert UnitKey.parse(str(VY_DA)) == VY_DA
    assert key_of(a_unit(OLD_TRUC_BACH).path) == OLD_TRUC_BACH


@pytest.mark.parametrize("scheme", ["VN-2025H2", "VN-2025H1", "VN-2021"])
def test_schemes_are_named_by_year_and_half(scheme):
    assert SCHEME.fullmatch(scheme)


def test_a_role_that_is_not_held_is_refused():
    staff = a_staff(Role.AUDITOR)
    staff.require(Role.AUDITOR, Role.TRACER)
    with pytest.raises(NotAllowed):
        staff.require(Role.TRACER)


def test_several_roles_add_up():
    both = Staff("s1", frozenset({Role.AUDITOR, Role.VOLUNTEER}), VY_DA)
    both.require(Role.VOLUNTEER)


def test_actors_are_pseudonymous():
    assert a_citizen().actor == f"P#{a_citizen().person}"
    assert a_staff(staff_id="s9").actor == "S#s9"


def test_a_scheme_that_ended_is_known_with_its_day_and_its_source():
    assert without_since("VN-2025H1") == date(2025, 7, 1)
    assert without_since("VN-2025H2") is None
    assert all(ended.source for ended in ENDED)
