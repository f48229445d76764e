"""What people are found by and venues called at: phone numbers and identity papers, in one form each."""

import re

_OLD_PREFIXES = {
    **dict(zip(("120", "121", "122", "126", "128"), ("70", "79", "77", "76", "78"), strict=True)),
    **dict(zip(("123", "124", "125", "127", "129"), ("83", "84", "85", "81", "82"), strict=True)),
    **{f"16{n}": f"3{n}" for n in range(2, 10)},
    "186": "56",
    "188": "58",
    "199": "59",
}  # the numbers of 11 digits were renumbered in September 2018


_IDENTITY_SHAPES = (
    ("CCCD", r"[0-9]{12}"),
    ("CMND", r"[0-9]{9}"),
    ("BHYT", r"[0-9]{10}"),
    ("PASSPORT", r"[A-Z]{1,2}[0-9]{6,9}"),
)  # not \d, which takes the digits of every script


_OLD_LENGTH = 10
_MOBILE = re.compile(r"[35789][0-9]{8}")
_LANDLINE = re.compile(r"2[0-9]{8,9}")
_SERVICE = re.compile(r"1[89]00[0-9]{4,6}")  # 1800 and 1900: the same from every network, and from no other country
_SHORT = re.compile(r"11[1-9]|10[0-9]{2}")  # 115 and its like, and a province's 1022
_CITIES = ("24", "28")  # Hà Nội and TP.HCM: area codes of two digits, others have three
_DIALLED = re.compile(r"(?:(?:\+|00)?840?|0)(?P<national>[0-9]{9,10})")

_HEALTH_CARD = r"[A-Z]{2}[1-5][0-9]{2}"
_BHYT = re.compile(rf"(?:BHYT:?(?:{_HEALTH_CARD})?|{_HEALTH_CARD})([0-9]{{10}})")
# CMND without its zero; CCCD of 001, 002, 004, 006 or 008, by the century and sex that follow; CCCD of 010 to 096.
_ZEROS_LOST = re.compile(r"[1-9][0-9]{7}|[12468][0-3][0-9]{8}|[1-9][0-9]{10}")


class ZerosLost(ValueError):
    """A number whose zeros a spreadsheet may have cut off: it could be two papers, so its writer is asked."""


def phone_e164(text: str) -> str:
    """A Vietnamese mobile number in any usual spelling as E.164. Raises ValueError for anything else.

    Nine digits that begin like a mobile number have lost their zero.
    """
    national = _national(text)
    if not _MOBILE.fullmatch(national):
        raise ValueError("not a Vietnamese mobile number")
    return f"+84{national}"


def contact_number(text: str) -> str:
    """What a venue is called at: mobile or landline as E.164; 1800 and 1900 as they are dialled. Raises ValueError."""
    digits, national = _compact(text), _national(text)
    if _SERVICE.fullmatch(digits):
        return digits
    if not (_MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national)):
        raise ValueError("not a number that a venue is called at")
    return f"+84{national}"


def helpline_number(text: str) -> str:
    """What an office is called at: as of a venue, or a short number that is dialled as it is. Raises ValueError."""
    digits = _compact(text)
    return digits if _SHORT.fullmatch(digits) else contact_number(text)


def dialled(number: str) -> str:
    """A stored number as people write and dial it: `0204 3823 456`, `0912 345 678`, `1900 9095`, `115`."""
    if not number.startswith("+84"):
        return f"{number[:4]} {number[4:]}" if _SERVICE.fullmatch(number) else number
    national = number.removeprefix("+84")
    if _MOBILE.fullmatch(national):
        return f"0{national[:3]} {national[3:6]} {national[6:]}"
    area = 2 if national.startswith(_CITIES) else 3
    return f"0{national[:area]} {national[area : area + 4]} {national[area + 4 :]}"


def _compact(text: str) -> str:
    return re.sub(r"[\s.\-()]", "", text)


def _national(text: str) -> str:
    """The digits behind country code and zero, today's for a renumbered one; what is no number comes back as it is."""
    digits = _compact(text)
    match = _DIALLED.fullmatch(digits)
    national = match["national"] if match else digits
    if match and len(national) == _OLD_LENGTH and national[:3] in _OLD_PREFIXES:
        return _OLD_PREFIXES[national[:3]] + national[3:]
    return national


def phone_dialled(number: str) -> str:
    """`0329 380 543`: as it is dialled here and read aloud, in three groups; 1800 and 1900 numbers as they are."""
    if not number.startswith("+84"):
        return number
    digits = "0" + number.removeprefix("+84")
    first = 3 if digits.startswith(("024", "028")) else 4
    return (
        f"{digits[:first]} {digits[first:-4]} {digits[-4:]}"
        if len(digits) > _OLD_LENGTH
        else f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    )


def phone_masked(e164: str) -> str:
    """`0912•••678`: enough for its owner to recognise, not enough to call."""
    national = "0" + e164.removeprefix("+84")
    return f"{national[:4]}•••{national[-3:]}"


def identity_number(text: str) -> str:
    """CCCD (12 digits), CMND (9), passport (a letter or two and 6 to 9 digits) or social-insurance number (10 or 15).

    A health-insurance card number is reduced to its last ten digits, which its holder keeps for life; `BHYT` may stand
    in front of it. Raises ZerosLost for digits that may be a paper without its zeros, ValueError for any other shape.
    """
    compact = re.sub(r"[\s.\-]", "", text).upper()
    if match := _BHYT.fullmatch(compact):
        return f"BHYT:{match[1]}"
    if _ZEROS_LOST.fullmatch(compact):
        raise ZerosLost("digits are missing at the front, or it is a social-insurance number")
    for kind, shape in _IDENTITY_SHAPES:
        if re.fullmatch(shape, compact):
            return f"{kind}:{compact}"
    raise ValueError("not an identity number")
