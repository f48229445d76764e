"""One way to name a person in every request."""

import pytest

from domain.base.errors import InvalidInput
from domain.people.finding import Sought
from domain.people.person import Handle, HandleKind
from functions.kit.person_ref import _WAYS, PersonRef, sought
from tests.builders.people import a_person, a_person_id

CARD = a_person(1).card
WAYS = [
    ("person_id", str(a_person_id(1)), a_person_id(1)),
    ("phone", "0912 345 001", Handle(HandleKind.PHONE, "+84912345001")),
    ("personal_code", CARD.shown, Handle(HandleKind.CARD, str(CARD))),
    ("personal_code", f"VXP:{str(CARD).upper()}", Handle(HandleKind.CARD, str(CARD))),
    ("identity_number", "001 093 029 317", Handle(HandleKind.IDENTITY, "CCCD:001093029317")),
]


@pytest.mark.parametrize(("name", "text", "by"), WAYS)
@pytest.mark.parametrize(("field", "prefix"), [("", ""), ("person", "person."), ("people[3]", "people[3].")])
def test_a_reference_is_read_into_what_finds_the_person_and_where_it_was_said(name, text, by, field, prefix):
    assert sought(PersonRef(**{name: text}), field) == Sought(by, f"{prefix}{name}")


@pytest.mark.parametrize("name", sorted(_WAYS))
@pytest.mark.parametrize(("field", "prefix"), [("", ""), ("person", "person.")])
def test_what_cannot_be_read_is_refused_at_its_field_under_its_own_rule(name, field, prefix):
    with pytest.raises(InvalidInput) as refusal:
        sought(PersonRef(**{name: "?"}), field)
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [(prefix + name, name.replace("_", "-"))]


def test_a_paper_that_may_have_lost_its_zeros_is_asked_about():
    with pytest.raises(InvalidInput) as refusal:
        sought(PersonRef(identity_number="1099903215"), "person")
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("person.identity_number", "zeros-lost")]


@pytest.mark.parametrize("given", [{}, {"phone": "0912345001", "identity_number": "001093029317"}])
@pytest.mark.parametrize(("field", "said_in"), [("", "body"), ("person", "person")])
def test_a_person_is_named_in_exactly_one_way(given, field, said_in):
    with pytest.raises(InvalidInput) as refusal:
        sought(PersonRef(**given), field)
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [(said_in, "exactly-one")]


def test_every_field_of_a_reference_has_its_reader():
    assert set(PersonRef.__struct_fields__) == set(_WAYS)
