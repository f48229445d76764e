"""When two registrations are one venue, when they only look alike, and where old ones are found."""

import hashlib

import pytest

from tests.builders.base import KIM_LONG
from tests.builders.presence import a_venue

QUAN = a_venue(name="Quán Cô Ba", address="12 Lê Lợi")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("QUÁN CÔ BA", "12  lê lợi"),
        ("Qua\u0301n Cô\u00a0Ba", "12 Lê Lợi"),
        ("Qúan Cô Ba", "12 Lê Lợi"),
        ("Quán\u200b Cô Ba", "12 Lê Lợi\u202c"),
    ],
)
def test_another_spelling_of_the_same_name_is_the_same_venue(name, address):
    other = a_venue(2, name=name, address=address)
    assert other.is_one_with(QUAN)
    assert other.natural_key == QUAN.natural_key


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Quán Cô Bà", "12 Lê Lợi"),
        ("Quán Cơ Ba", "12 Lê Lợi"),
        ("Quán Cô Ba", "12 Lê Lôi"),
        ("Quan Co Ba", "12 Le Loi"),
    ],
)
def test_another_mark_is_another_venue_that_looks_like_it(name, address):
    other = a_venue(2, name=name, address=address)
    assert not other.is_one_with(QUAN)
    assert other.looks_like(QUAN)
    assert QUAN.looks_like(other)


def test_another_name_or_unit_does_not_look_like_it():
    assert not a_venue(2, name="Quán Cô Tư", address="12 Lê Lợi").looks_like(QUAN)
    elsewhere = a_venue(2, name=QUAN.name, address=QUAN.address, unit_path=f"VN-2025H2/46/{KIM_LONG.code}")
    assert not elsewhere.looks_like(QUAN)
    assert not elsewhere.is_one_with(QUAN)


def test_name_and_address_do_not_run_into_each_other():
    one, other = a_venue(name="Quán 1", address="2 Lê Lợi"), a_venue(2, name="Quán", address="1 2 Lê Lợi")
    assert not one.is_one_with(other)
    assert not one.looks_like(other)


def test_where_it_stood_before_marks_counted_is_among_its_former_keys():
    text = f"{QUAN.unit_path}\nquan co ba\n12 le loi"
    assert QUAN.former_keys == (hashlib.sha256(text.encode()).hexdigest()[:32],)


def test_an_apostrophe_or_hyphen_that_was_stored_as_it_came_is_looked_for_too():
    cleaned = a_venue(name="Quán H'Hen - 2", address="12 Lê Lợi")
    before = f"{cleaned.unit_path}\nquan h’hen – 2\n12 le loi"
    assert len(cleaned.former_keys) == 4
    assert hashlib.sha256(before.encode()).hexdigest()[:32] in cleaned.former_keys
