"""Typed codes with a check symbol, and the identifiers built on them.

The check is a Damm scheme over 32 values; every single wrong symbol and every swap of neighbours is caught,
and a code of one type never passes as another, because each type starts from its own seed.
"""

import re
from dataclasses import dataclass
from typing import ClassVar, Self

_MODULUS, _REDUCTION = 31, 37  # x⁵ + x² + 1 over 32 values
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_LOOK_ALIKES = str.maketrans({"o": "0", "i": "1", "l": "1", " ": None, "-": None})


def normalised(text: str) -> str:
    """What a person typed, as the alphabet writes it: lower case, no spaces or hyphens, o as 0, i and l as 1."""
    return text.lower().translate(_LOOK_ALIKES)


def _damm(symbols: str, seed: int) -> int:
    state = seed
    for symbol in symbols:
        state = 2 * (state ^ _VALUE[symbol])
        if state > _MODULUS:
            state ^= _REDUCTION
    return state


def check_symbol(symbols: str, seed: int) -> str:
    """The symbol that completes `symbols` to a valid code of the type with this seed."""
    return ALPHABET[_damm(symbols, seed)]


def is_valid(code: str, seed: int) -> bool:
    """True when every symbol is of the alphabet and the check symbol fits."""
    return bool(code) and all(s in _VALUE for s in code) and _damm(code, seed) == 0


def base32(number: int, length: int) -> str:
    """`number` in `length` symbols of the alphabet, most significant first."""
    symbols = []
    for _ in range(length):
        number, low = divmod(number, 32)
        symbols.append(ALPHABET[low])
    return "".join(reversed(symbols))


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """A typed code. Construction refuses a bad one with ValueError; `str()` is the stored lower-case form."""

    value: str
    seed: ClassVar[int] = 0
    length: ClassVar[int] = 8

    def __post_init__(self) -> None:
        if len(self.value) != self.length or not is_valid(self.value, self.seed):
            raise ValueError(f"{type(self).__name__}: not a valid code")

    def __str__(self) -> str:
        return self.value

    @classmethod
    def parse(cls, text: str) -> Self:
        """From what a person typed or a scanner read."""
        return cls(normalised(text))

    @classmethod
    def from_random(cls, number: int) -> Self:
        """The code whose payload is the low bits of a random `number` (5 bits a symbol, check symbol added)."""
        body = base32(number, cls.length - 1)
        return cls(body + check_symbol(body, cls.seed))

    @property
    def shown(self) -> str:
        """Upper case in groups of four, as printed."""
        upper = self.value.upper()
        return "-".join(upper[i : i + 4] for i in range(0, len(upper), 4))


class PersonId(Code):
    """Pseudonym of a person: 60 random bits; never printed, never derived from a document."""

    __slots__ = ()
    seed = 13
    length = 13


class VenueId(Code):
    """A venue, for as long as it exists. Its printed code may change, this does not."""

    __slots__ = ()
    seed = 1


class VenueCode(Code):
    """The code printed under a poster's QR; a re-issue makes a new one."""

    __slots__ = ()
    seed = 1


class CaseCode(Code):
    """A case (ca bệnh); printed on forms, tells nothing of its person."""

    __slots__ = ()
    seed = 6


class CardCode(Code):
    """Personal code on a card or phone: finds a person, proves nothing."""

    __slots__ = ()
    seed = 2
    length = 12


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
