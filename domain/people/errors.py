"""What is refused about people and callers."""

from domain.base.errors import DomainError


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


class PhoneChangedOwner(DomainError):
    code = "phone-changed-owner"
    about = "phone"


class PapersChecked(DomainError):
    code = "papers-checked"


class IdentityKnownOtherwise(DomainError):
    """The number is on file for somebody else; neither who nor under what name is told."""

    code = "identity-known-otherwise"
    about = "identity_number"
