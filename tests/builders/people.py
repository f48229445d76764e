"""People, those who call, and a look at somebody's data; a test overrides the one fact it is about."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.base.unit import UnitKey
from domain.people.audit import AccessRecord
from domain.people.caller import Citizen, Staff
from domain.people.changes import Amendment, PersonBook
from domain.people.codes import CardCode, PersonId
from domain.people.person import Person
from domain.people.phone.numbers import NumberFact, What
from domain.people.roles import Role
from tests.builders.base import NOW, VY_DA, a_unit


def a_person_id(number: int = 1) -> PersonId:
    return PersonId.from_random(number)


def a_person(number: int = 1, **facts: Any) -> Person:
    unit = a_unit()
    person = Person(
        person_id=a_person_id(number),
        full_name="Nguyễn Thị Lan",
        year_of_birth=1987,
        unit_path=unit.path,
        unit_name=unit.name,
        card=CardCode.from_random(number),
        registered_at=NOW - timedelta(days=3),
        phone=f"+84912345{number:03d}",
    )
    return replace(person, **facts)


def proves_again(persons: PersonBook, person: PersonId, *, now: datetime, beside: Iterable[PersonId] = ()) -> Person:
    """The person's phone is proved now, whoever proved it meanwhile."""
    before = persons.by_id(person)
    assert before is not None
    after = replace(before, phone_verified_at=now, phone_lost_at=None, revision=before.revision + 1)
    fact = NumberFact(person, What.PROVED, now, frozenset(beside))
    return persons.amend(Amendment(before, after, ((str(before.phone), fact),)))


def a_citizen(number: int = 1, device: str = "d1") -> Citizen:
    return Citizen(a_person_id(number), device)


def a_staff(role: Role = Role.COMMUNE_OFFICER, unit: UnitKey = VY_DA, staff_id: str = "officer") -> Staff:
    return Staff(staff_id, frozenset({role}), unit)


def an_access(number: int = 1, **facts: Any) -> AccessRecord:
    record = AccessRecord(
        subject=f"P#{a_person_id(number)}",
        actor="S#officer",
        role="commune_officer",
        unit=str(VY_DA),
        act="person-looked-up",
        reason="desk look-up",
        at=NOW,
        nonce=f"{number:016x}",
    )
    return replace(record, **facts)
