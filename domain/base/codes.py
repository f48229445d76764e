"""Typed codes with a check symbol: the root of identifiers.

The check is a Damm scheme over 32 values; every single wrong symbol and every swap of neighbours is caught,
and a code of one type never passes as another, because each type starts from its own seed.
"""

from dataclasses import dataclass
from string import ascii_lowercase
from typing import ClassVar, Self

_MODULUS, _REDUCTION = 31, 37  # x⁵ + x² + 1 over 32 values
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_LOOK_ALIKES = {"o": "0", "i": "1", "l": "1"}
# Plain letters alone: `lower` would take the sign of the kelvin for a k, which no form of a code allows.
_TYPED = str.maketrans(
    {" ": None, "-": None}
    | {written: _LOOK_ALIKES.get(letter, letter) for letter in ascii_lowercase for written in (letter, letter.upper())}
)


def normalised(text: str) -> str:
    """What a person typed, as the alphabet writes it: lower case, no spaces or hyphens, o as 0, i and l as 1."""
    return text.translate(_TYPED)


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
