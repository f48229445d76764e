"""What is refused about cases and contacts."""

from domain.base.errors import DomainError


class CaseUnknown(DomainError):
    code = "case-unknown"
    about = "case_id"


class CaseExists(DomainError):
    """The person has an open case that says something else; `case_id` names it."""

    code = "case-exists"
    about = "person"


class CaseIsRetracted(DomainError):
    code = "case-retracted"
    about = "case_id"


class WarningsToConfirm(DomainError):
    """The facts are odd and may be true: each warning is named; the same request takes them with their codes."""

    code = "warnings"


class SamePersonRelease(DomainError):
    code = "same-person-release"
    about = "case_id"


class NothingHeld(DomainError):
    code = "nothing-held"
    about = "case_id"


class PreviewExpired(DomainError):
    code = "preview-expired"
    about = "case_id"


class HandedOver(DomainError):
    code = "handed-over"
    about = "person_id"


class ContactUnknown(DomainError):
    code = "contact-unknown"
    about = "person_id"


class ContactChanged(DomainError):
    code = "contact-changed"
    about = "revision"


class IllegalMove(DomainError):
    code = "illegal-move"
    about = "status"


class NothingToUndo(DomainError):
    code = "nothing-to-undo"
    about = "revision"


class BeingCalled(DomainError):
    """Somebody else is ringing this person; `name` says who."""

    code = "being-called"
    about = "person_id"
