"""Persons and their handles."""

from datetime import date

import pytest

from domain.people.person import Handle, HandleKind, birth_year_rule
from tests.builders.base import NOW
from tests.builders.people import a_person


@pytest.mark.parametrize(
    ("year", "rule"), [(1891, None), (1890, "birth-year"), (2021, None), (2022, "birth-year"), (1987, None)]
)
def test_a_year_of_birth_is_plausible(year, rule):
    assert birth_year_rule(year, today=date(2021, 10, 2)) == rule


def test_a_person_is_found_by_card_phone_and_identity_number():
    person = a_person(identity="CCCD:001093029317")
    assert set(person.handles) == {
        Handle(HandleKind.CARD, str(person.card)),
        Handle(HandleKind.PHONE, "+84912345001"),
        Handle(HandleKind.IDENTITY, "CCCD:001093029317"),
    }


def test_a_person_without_a_phone_is_found_by_card_alone():
    assert [handle.kind for handle in a_person(phone=None).handles] == [HandleKind.CARD]


def test_a_number_that_waits_finds_nobody_and_is_the_one_to_prove():
    person = a_person(pending_phone="+84987654321")
    assert Handle(HandleKind.PHONE, "+84987654321") not in person.handles
    assert person.phone_to_prove == "+84987654321"
    assert a_person().phone_to_prove == a_person().phone
    assert a_person(phone=None).phone_to_prove is None


def test_a_phone_that_somebody_else_proved_since_is_proved_no_more():
    assert a_person(phone_verified_at=NOW).phone_is_proved
    assert not a_person(phone_verified_at=NOW, phone_lost_at=NOW).phone_is_proved
    assert not a_person().phone_is_proved
