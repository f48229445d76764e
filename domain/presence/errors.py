"""What is refused about venues and visits."""

from domain.base.errors import DomainError


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


class RecordedTooLate(DomainError):
    """A venue's owner records who is there now; the past is for staff."""

    code = "recorded-too-late"
    about = "at"


class WithdrawTooLate(DomainError):
    code = "withdraw-too-late"
    about = "visit_id"


class OwnScan(DomainError):
    code = "own-scan"
    about = "visit_id"


class DisputeSettled(DomainError):
    code = "dispute-settled"
    about = "visit_id"


class VisitNotDisputed(DomainError):
    code = "visit-not-disputed"
    about = "visit_id"
