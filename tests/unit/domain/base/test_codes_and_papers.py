"""Typed codes, phones and identity numbers."""

import pytest

from domain.base.codes import ALPHABET, Code, check_symbol, is_valid, normalised
from domain.people.codes import CardCode, PersonId
from domain.people.papers import (
    ZerosLost,
    contact_number,
    dialled,
    helpline_number,
    identity_number,
    phone_e164,
    phone_masked,
)
from domain.presence.codes import VenueCode, VenueId
from domain.tracing.codes import CaseCode


@pytest.mark.parametrize("code", ["f3dzcfdt", "8vb7xehg"])
def test_the_scheme_agrees_with_the_published_valid_codes(code):
    assert is_valid(code, seed=0)


@pytest.mark.parametrize("code", ["f3dzcfdx", "8vb7xehb"])
def test_the_scheme_agrees_with_the_published_invalid_codes(code):
    assert not is_valid(code, seed=0)


EXAMPLES = {
    ("pfghnbvpram4z", 13),
    ("mhjy4aa8", 1),
    ("0wjp7452", 8),
    ("vm66asa2", 9),
    ("36j3x7cwhnqw", 2),
    ("7exyj8h01eck", 4),
    ("afsvqg3h45bt", 5),
    ("s7efxwy5", 3),
    ("qd8571n4", 10),
    ("we8vshvj", 6),
    ("bv8yj6pg", 7),
    ("n2h1tb7k", 11),
    ("20tn2sye", 12),
    ("shf2wy4e", 0),
}


@pytest.mark.parametrize(("code", "seed"), sorted(EXAMPLES))
def test_each_types_example_is_valid_for_its_own_seed_alone(code, seed):
    assert [other for other in range(14) if is_valid(code, other)] == [seed]


@pytest.mark.parametrize(("code", "seed"), sorted(EXAMPLES))
def test_every_single_wrong_symbol_is_caught(code, seed):
    for place, right in enumerate(code):
        for wrong in ALPHABET.replace(right, ""):
            assert not is_valid(code[:place] + wrong + code[place + 1 :], seed)


@pytest.mark.parametrize(("code", "seed"), sorted(EXAMPLES))
def test_every_swap_of_neighbours_is_caught(code, seed):
    for place in range(len(code) - 1):
        first, second = code[place], code[place + 1]
        if first != second:
            assert not is_valid(code[:place] + second + first + code[place + 2 :], seed)


@pytest.mark.parametrize("kind", [PersonId, VenueId, VenueCode, CardCode])
def test_a_code_made_from_a_random_number_is_valid_and_of_the_right_length(kind):
    code = kind.from_random(2**63 + 12345)
    assert len(str(code)) == kind.length
    assert kind.parse(code.shown) == code


def test_what_only_looks_like_a_plain_letter_is_no_symbol_of_a_code():
    """The sign of the kelvin becomes a k in lower case; the contract's form of a code has no such letter."""
    assert str(CaseCode.parse("77XK-A3EK")) == "77xka3ek"
    with pytest.raises(ValueError, match="not a valid code"):
        CaseCode.parse("77x\u212aa3ek")


@pytest.mark.parametrize("bits", [0, 1, 2**35 - 1, 2**60 - 1, 2**200])
def test_any_number_makes_a_venue_code(bits):
    assert is_valid(str(VenueCode.from_random(bits)), VenueCode.seed)


@pytest.mark.parametrize("typed", ["MHJY-4AA8", "mhjy4aa8", " mhjy 4aa8 ", "MhJy-4Aa8", "M-H-J-Y-4-A-A-8"])
def test_a_code_may_be_typed_in_any_case_with_spaces_and_hyphens(typed):
    assert str(VenueCode.parse(typed)) == "mhjy4aa8"


def test_look_alikes_are_read_as_what_they_look_like():
    assert normalised("oOiIlL") == "001111"


@pytest.mark.parametrize(
    "wrong", ["", "mhjy4aa", "mhjy4aa88", "mhjy4aa9", "uhjy4aa8", "mhjy4aa8\n", "mhjy_4aa8", "mhjý4aa8"]
)
def test_what_is_no_code_is_refused(wrong):
    with pytest.raises(ValueError, match="not a valid code"):
        VenueCode.parse(wrong)


def test_a_code_of_one_type_is_refused_by_every_other_of_its_length():
    assert {t.seed for t in (PersonId, VenueId, CardCode)} == {13, 1, 2}
    body = "0" * 12
    person = body + check_symbol(body, PersonId.seed)
    for other_seed in (VenueId.seed, CardCode.seed):
        assert not is_valid(person, other_seed)


def test_a_person_id_is_no_card_code():
    with pytest.raises(ValueError):
        CardCode(str(PersonId.from_random(7)))


def test_codes_of_two_types_are_never_equal():
    both: set[Code] = {VenueId("mhjy4aa8"), VenueCode("mhjy4aa8")}
    assert len(both) == 2


def test_a_code_is_shown_in_upper_case_in_fours():
    assert CardCode.parse("36j3x7cwhnqw").shown == "36J3-X7CW-HNQW"


def test_construction_refuses_a_code_that_is_not_in_its_stored_form():
    with pytest.raises(ValueError):
        Code("F3DZCFDT")


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "84912345678",
        "+84912345678",
        "+84 912 345 678",
        "0912.345.678",
        "0912-345-678",
        "(091) 234 5678",
        "\u00a00912345678 ",
        "+84 (0)912 345 678",
        "0084 912 345 678",
        "00840912345678",
        "840912345678",
        "912345678",
        "912 345 678",
    ],
)
def test_every_usual_spelling_of_a_phone_is_one_number(text):
    assert phone_e164(text) == "+84912345678"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("01201234567", "+84701234567"),
        ("01211234567", "+84791234567"),
        ("01221234567", "+84771234567"),
        ("01261234567", "+84761234567"),
        ("01281234567", "+84781234567"),
        ("01231234567", "+84831234567"),
        ("01241234567", "+84841234567"),
        ("01251234567", "+84851234567"),
        ("01271234567", "+84811234567"),
        ("01291234567", "+84821234567"),
        ("01621234567", "+84321234567"),
        ("01691234567", "+84391234567"),
        ("01861234567", "+84561234567"),
        ("01881234567", "+84581234567"),
        ("+841991234567", "+84591234567"),
    ],
)
def test_numbers_of_eleven_digits_are_renumbered(old, new):
    assert phone_e164(old) == new


@pytest.mark.parametrize("text", ["0559123456", "0871234567", "0991234567"])
def test_newer_prefixes_are_mobiles(text):
    assert phone_e164(text) == "+84" + text[1:]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "091234567",
        "09123456789",
        "8412345678",
        "112345678",
        "212345678",
        "00912345678",
        "0243123456",
        "02043823456",
        "19001234",
        "0412345678",
        "+8491234567a",
        "0９12345678",
        "09１2345678",
        "091234567\u0668",
        "+85512345678",
        "++84912345678",
        "0912345678;DROP TABLE",
        "01231",
        "١٢٣",
    ],
)
def test_what_is_no_vietnamese_mobile_is_refused(text):
    with pytest.raises(ValueError):
        phone_e164(text)


def test_nine_digits_that_begin_with_a_country_code_are_a_mobile_without_its_zero():
    assert phone_e164("849123456") == "+84849123456"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("02043823456", "+842043823456"),
        ("0204 3823 456", "+842043823456"),
        ("(024) 3823-4567", "+842438234567"),
        ("+84 (0)24 3823 4567", "+842438234567"),
        ("0084 28 3823 4567", "+842838234567"),
        ("2043823456", "+842043823456"),
        ("0243123456", "+84243123456"),
        ("1900 6364 67", "1900636467"),
        ("19001234", "19001234"),
        ("1800.1091", "18001091"),
        ("0912345678", "+84912345678"),
        ("912345678", "+84912345678"),
        ("01201234567", "+84701234567"),
    ],
)
def test_a_venue_is_called_by_mobile_landline_or_service_number(text, kept):
    assert contact_number(text) == kept
    assert contact_number(kept) == kept


@pytest.mark.parametrize(
    "text", ["", "1900", "1900123", "19001234567", "1700123456", "0412345678", "113", "+8419001234", "02"]
)
def test_what_no_venue_is_called_by_is_refused(text):
    with pytest.raises(ValueError):
        contact_number(text)


def test_a_masked_phone_is_recognised_by_its_owner_and_cannot_be_called():
    assert phone_masked("+84912345678") == "0912•••678"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("001093029317", "CCCD:001093029317"),
        ("001 093 029 317", "CCCD:001093029317"),
        ("191234567", "CMND:191234567"),
        ("b1234567", "PASSPORT:B1234567"),
        ("E12345678", "PASSPORT:E12345678"),
        ("eb 1234567", "PASSPORT:EB1234567"),
        ("K123456", "PASSPORT:K123456"),
        ("AB123456789", "PASSPORT:AB123456789"),
        ("0123456789", "BHYT:0123456789"),
        ("4812345678", "BHYT:4812345678"),
        ("7938123456", "BHYT:7938123456"),
        ("BHYT 1099903215", "BHYT:1099903215"),
        ("bhyt: 1099903215", "BHYT:1099903215"),
        ("BHYT HS 4 01 0123456789", "BHYT:0123456789"),
        ("HS4010123456789", "BHYT:0123456789"),
        ("hs 4 01 0123456789", "BHYT:0123456789"),
    ],
)
def test_identity_numbers_are_kept_under_their_kind(text, kept):
    assert identity_number(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12345678",
        "12345678901",
        "1234567890123",
        "HS6010123456789",
        "ABC1234567",
        "AB12345",
        "A1234567890",
        "BHYT 12345678901",
        "00109302931\u0667",
        "*****029317",
    ],
)
def test_what_is_no_identity_number_is_refused(text):
    with pytest.raises(ValueError):
        identity_number(text)


@pytest.mark.parametrize("text", ["1099903215", "2 0999 03215", "8399903215", "11099903215", "79099903215", "12345678"])
def test_digits_that_may_have_lost_their_zeros_are_asked_about(text):
    """001099903215 without its zeros, or the social-insurance number 1099903215: to guess would make a second person."""
    with pytest.raises(ZerosLost):
        identity_number(text)


@pytest.mark.parametrize(
    ("text", "kept", "shown"),
    [
        ("115", "115", "115"),
        ("1022", "1022", "1022"),
        ("1900 9095", "19009095", "1900 9095"),
        ("02043823456", "+842043823456", "0204 3823 456"),
        ("024.3825.3531", "+842438253531", "024 3825 3531"),
        ("0912345678", "+84912345678", "0912 345 678"),
        ("+84 (0)204 3823456", "+842043823456", "0204 3823 456"),
    ],
)
def test_an_office_is_called_by_short_numbers_too_and_shown_as_people_write_it(text, kept, shown):
    assert helpline_number(text) == helpline_number(kept) == helpline_number(shown) == kept
    assert dialled(kept) == shown


@pytest.mark.parametrize("text", ["", "1", "11", "110", "999", "10", "10222", "11a", "gọi loa", "+85512345678"])
def test_what_no_office_is_called_by_is_refused(text):
    with pytest.raises(ValueError):
        helpline_number(text)
