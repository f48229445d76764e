"""What the field refuses, by name. Each child has a `code`; its words live in `functions/kit/problems.py`."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule: `field` is a dotted path, `rule` a code of the catalogue, `line` a row of an imported file."""

    field: str
    rule: str
    line: int | None = None
    value: str = ""


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


class VenueUnknown(DomainError):
    code = "venue-unknown"
    about = "venue"


class VenueDeactivated(DomainError):
    code = "venue-deactivated"
    about = "code"


class VenueCodeForged(DomainError):
    code = "venue-code-forged"
    about = "code"


class VenueCodeRetired(DomainError):
    code = "venue-code-retired"
    about = "code"


class VenueExists(DomainError):
    code = "venue-exists"
    about = "name"


class VisitUnknown(DomainError):
    code = "visit-unknown"
    about = "visit_id"


class VisitTooOld(DomainError):
    code = "visit-too-old"
    about = "at"


class VisitInFuture(DomainError):
    code = "visit-in-future"
    about = "at"


class LeftBeforeArriving(DomainError):
    code = "left-before-arriving"


class VoidTooLate(DomainError):
    code = "void-too-late"
    about = "visit_id"


class PersonUnknown(DomainError):
    code = "person-unknown"
    about = "person"


class PersonAmbiguous(DomainError):
    code = "person-ambiguous"
    about = "person"


class OtpWrong(DomainError):
    code = "otp-wrong"
    about = "otp"


class OtpExpired(DomainError):
    code = "otp-expired"
    about = "otp"


class OtpTooMany(DomainError):
    code = "otp-too-many"


class NotSignedIn(DomainError):
    code = "not-signed-in"


class TokenInvalid(DomainError):
    code = "token-invalid"


class TokenExpired(DomainError):
    code = "token-expired"


class NotAllowed(DomainError):
    code = "not-allowed"


class OutsideJurisdiction(DomainError):
    code = "outside-jurisdiction"


class CaseUnknown(DomainError):
    code = "case-unknown"
    about = "case_id"


class CaseExists(DomainError):
    """The person has an open case that says something else; `case_id` names it."""

    code = "case-exists"
    about = "person"


class CaseRetracted(DomainError):
    code = "case-retracted"
    about = "case_id"


class PhoneChangedOwner(DomainError):
    code = "phone-changed-owner"
    about = "phone"


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


class Busy(DomainError):
    """The store asked for patience; the same request may be sent again."""

    code = "busy"
