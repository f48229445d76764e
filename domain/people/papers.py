"""What people are found by: phone numbers and identity papers, in one form each."""

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
    ("PASSPORT", r"[A-Z][0-9]{7}"),
)  # not \d, which takes the digits of every script


_OLD_LENGTH = 10
_MOBILE = re.compile(r"[35789][0-9]{8}")


def phone_e164(text: str) -> str:
    """A Vietnamese mobile number in any usual spelling as E.164. Raises ValueError for anything else."""
    digits = re.sub(r"[\s.\-()]", "", text)
    match = re.fullmatch(r"(?:\+?84|0)([0-9]{9,10})", digits)
    national = match.group(1) if match else ""
    if len(national) == _OLD_LENGTH and national[:3] in _OLD_PREFIXES:
        national = _OLD_PREFIXES[national[:3]] + national[3:]
    if not _MOBILE.fullmatch(national):
        raise ValueError("not a Vietnamese mobile number")
    return f"+84{national}"


def phone_masked(e164: str) -> str:
    """`0912•••678`: enough for its owner to recognise, not enough to call."""
    national = "0" + e164.removeprefix("+84")
    return f"{national[:4]}•••{national[-3:]}"


def identity_number(text: str) -> str:
    """CCCD (12 digits), CMND (9 digits), passport (letter and 7 digits) or social-insurance number (10 or 15).

    A health-insurance card number is reduced to its last ten digits, which its holder keeps for life.
    Raises ValueError for any other shape.
    """
    compact = re.sub(r"[\s.\-]", "", text).upper()
    if re.fullmatch(r"[A-Z]{2}[1-5][0-9]{12}", compact):
        return f"BHYT:{compact[-10:]}"
    for kind, shape in _IDENTITY_SHAPES:
        if re.fullmatch(shape, compact):
            return f"{kind}:{compact}"
    raise ValueError("not an identity number")
