"""Events of people."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RecordsChanged:
    """Two records became one human, or two again: what was found and told of either is to be looked at anew."""

    name: ClassVar[str] = "RecordsChanged"
    version: ClassVar[int] = 1
    join: str
    keep: str
