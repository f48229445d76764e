"""What is refused about people and callers."""

from domain.base.errors import DomainError, TooMany


class PersonUnknown(DomainError):
    code = "person-unknown"
    about = "person"


class PersonAmbiguous(DomainError):
    code = "person-ambiguous"
    about = "person"


class OtpWrong(DomainError):
    """`tries_left`: how many more answers are compared before a new code is needed."""

    code = "otp-wrong"
    about = "otp"


class OtpExpired(DomainError):
    code = "otp-expired"
    about = "otp"


class OtpTooMany(TooMany):
    """Of codes asked for, or of answers tried."""

    code = "otp-too-many"


class PhoneRegistrationsUsed(TooMany):
    """So many have named this number today and not proved it."""

    code = "phone-registrations-used"


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


class UnitEnded(DomainError):
    """The unit is of a scheme in force no more, for so long that nothing of it is on record."""

    code = "unit-ended"


class PhoneChangedOwner(DomainError):
    code = "phone-changed-owner"
    about = "phone"


class TokenRevoked(DomainError):
    code = "token-revoked"


class DeviceUnknown(DomainError):
    code = "device-unknown"
    about = "device_id"


class MergeUnknown(DomainError):
    code = "merge-unknown"
    about = "merge_id"


class MergeNotWaiting(DomainError):
    code = "merge-not-waiting"
    about = "merge_id"


class MergeTooOld(DomainError):
    code = "merge-too-old"
    about = "merge_id"


class MergedOtherwise(DomainError):
    """The record waits to be joined, or is joined, with another one."""

    code = "merged-otherwise"
    about = "join"


class SamePersonApproval(DomainError):
    code = "same-person-approval"
    about = "merge_id"


class PapersChecked(DomainError):
    code = "papers-checked"


class IdentityKnownOtherwise(DomainError):
    """The number is on file for somebody else; neither who nor under what name is told."""

    code = "identity-known-otherwise"
    about = "identity_number"
