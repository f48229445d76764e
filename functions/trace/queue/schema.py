"""JSON shapes of the shared queue."""

from typing import Annotated

import msgspec
from msgspec import Meta

from functions.kit.shapes import Input, Output
from functions.trace.contact.schema import ContactRow
from functions.trace.shapes import CaseId


class CallContact(Input):
    """Says that somebody is ringing this person, for ten minutes, or no longer."""

    calling: bool = True
    take_over: Annotated[bool, Meta(description="In place of the colleague who is ringing")] = False


class ContactRef(Input):
    """One contact of one case."""

    case_id: CaseId
    person_id: Annotated[str, Meta(max_length=20)]


class AssignContacts(Input):
    """Whose task these are from now on."""

    who: Annotated[list[ContactRef], Meta(min_length=1, max_length=50)]
    to: Annotated[str, Meta(max_length=128, description="As a member of staff signs in; empty: nobody")] = ""
    to_me: bool = False


class NotAssigned(Output):
    """One that stayed as it was, and the code of the refusal."""

    case_id: CaseId
    person_id: str
    code: str


class AssignedShown(Output):
    """Each on its own: one that is refused keeps none of the others."""

    contacts: list[ContactRow]
    refused: list[NotAssigned] = msgspec.field(default_factory=list)


class FindContacts(Input):
    """A phone number, or whole words of a name; marks do not matter. In a body: who is sought stands in no address."""

    text: Annotated[str, Meta(min_length=1, max_length=100)]
    case_id: Annotated[str, Meta(max_length=12, description="Without: in the unit's queue")] = ""


class FoundContacts(Output):
    """Twenty at most."""

    contacts: list[ContactRow]
    more: Annotated[bool, Meta(description="There may be others: say more of the name")] = False
