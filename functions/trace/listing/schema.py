"""JSON shapes of lists of cases."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from functions.kit.shapes import Input, Output, Page, UnitRef, UnitShown
from functions.trace.contact.schema import Status
from functions.trace.shapes import CaseId


class LeftShown(Output):
    """Contacts whom nobody has reached yet; of another unit's case, those handed over to yours."""

    to_call: int
    overdue: Annotated[int, Meta(description="Of those to be called")] = 0
    more: Annotated[bool, Meta(description="There are so many, or more: a hundred of a case are counted")] = False


class CaseRow(Output):
    """One line of the list of cases. Of another unit's case: only how many people were handed over to yours."""

    case_id: CaseId
    status: Status
    confirmed_at: str
    unit: UnitShown
    f1: int
    f2: int
    held_people: int = 0
    handed_over: Annotated[bool, Meta(description="Another unit's case with contacts who live in yours")] = False
    handed_people: Annotated[int, Meta(description="How many of them were handed over to this commune")] = 0
    display_name: Annotated[str, Meta(description="Initials and given name of the F0")] = ""
    year_of_birth: int = 0
    left: Annotated[LeftShown | None, Meta(description="Where it was asked for")] = None


class CaseCountsShown(Output):
    """How many cases of the unit there are, those of other units left out."""

    open: Annotated[int, Meta(description="Stand, and were confirmed within the days that a case is followed")]
    held: Annotated[int, Meta(description="Wait for a second person")]


class CaseList(Output):
    """A page of cases in the order asked for."""

    cases: list[CaseRow]
    counts: Annotated[CaseCountsShown | None, Meta(description="With the first page")] = None
    order: Annotated[
        Literal["newest", "oldest", "most"],
        Meta(
            description="`newest` although `most` was asked for: the unit has too many cases or people to compare them"
        ),
    ] = "newest"
    next_cursor: str = ""


class CaseSearch(Page):
    """Cases of a unit; default: the caller's own. `from` and `to` are local days of the confirmation, both included.

    `sort`: by confirmation, or `most` people to call first, in a unit of up to 100 cases and 2,000 such people.
    """

    scheme: Annotated[str, Meta(max_length=20)] = ""
    unit: Annotated[str, Meta(max_length=10)] = ""
    standing: Annotated[
        Literal["", "open", "held"], Meta(description="open: confirmed, not retracted. held: waits for a second person")
    ] = ""
    from_: date | None = msgspec.field(name="from", default=None)
    to: date | None = None
    sort: Literal["", "newest", "oldest", "most"] = ""
    left: Annotated[Literal["", "yes"], Meta(description="yes: with each, how many are still to be called")] = ""


class FindCases(Input):
    """The code of a case, a phone number of the F0, or whole words of the F0's name; marks do not matter.

    In a body: who is sought stands in no address.
    """

    text: Annotated[str, Meta(min_length=1, max_length=100)]
    unit: Annotated[UnitRef | None, Meta(description="Whose cases; default: the caller's own unit")] = None


class FoundCases(Output):
    """Twenty at most, newest confirmation first."""

    cases: list[CaseRow]
    more: Annotated[
        bool, Meta(description="There may be others: say more of the name. Names of 300 cases are compared")
    ] = False
