"""The root of what the field refuses. Each refusal has a `code`; its words live with the capability that raises it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule: `field` is a dotted path, `rule` a code of the catalogue, `line` a row of an imported file.

    `facts` are the numbers and moments that the rule's sentence names.
    """

    field: str
    rule: str
    line: int | None = None
    value: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class DomainError(Exception):
    """A refusal the caller can understand; nothing was stored.

    `about` is the field that is at fault where the one who raises names none.
    """

    code = "refused"
    about = ""

    def __init__(self, *faults: Fault, **facts: str) -> None:
        super().__init__(self.code)
        self.faults: Sequence[Fault] = faults
        self.facts = facts


class InvalidInput(DomainError):
    """The body breaks at least one rule; every fault found is listed."""

    code = "invalid"

    @classmethod
    def of(cls, field: str, rule: str, value: str = "") -> "InvalidInput":
        """The refusal of a single field."""
        return cls(Fault(field, rule, value=value))


class Busy(DomainError):
    """The store asked for patience; the same request may be sent again."""

    code = "busy"


class TooMany(DomainError):
    """So many were asked for that the next has to wait; nothing was done, and the same request is taken later.

    `after`: whole seconds from now when it is, told in `Retry-After`.
    """

    code = "too-many"

    def __init__(self, after: int, about: str = "") -> None:
        super().__init__(*([Fault(about, self.code)] if about else ()))
        self.after = after
