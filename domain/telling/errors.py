"""What is refused about telling."""

from domain.base.errors import DomainError


class UnitContactChanged(DomainError):
    """Somebody else was faster."""

    code = "unit-contact-changed"
