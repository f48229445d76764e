"""Who may do what, and where: roles, callers and jurisdiction."""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import NotAllowed, OutsideJurisdiction
from domain.identity import PersonId
from domain.unit import UnitKey, path_is_within


class Role(StrEnum):
    """Staff roles; the value is the name of the sign-in group."""

    TRACER = "tracer"
    EPIDEMIOLOGIST = "epidemiologist"
    CHECKPOINT_OFFICER = "checkpoint_officer"
    LAB_STAFF = "lab_staff"
    QUARANTINE_STAFF = "quarantine_staff"
    HEALTH_STATION = "health_station"
    COMMUNE_OFFICER = "commune_officer"
    DISTRICT_OFFICER = "district_officer"
    PROVINCE_OFFICER = "province_officer"
    VOLUNTEER = "volunteer"
    AUDITOR = "auditor"
    OPERATOR = "operator"


AUTHORITY = frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER})
VENUE_KEEPERS = AUTHORITY | {Role.VOLUNTEER}
DESK = VENUE_KEEPERS | {Role.CHECKPOINT_OFFICER, Role.HEALTH_STATION}
PERSON_FINDERS = DESK | {Role.TRACER, Role.EPIDEMIOLOGIST}
REGISTRARS = DESK | {Role.QUARANTINE_STAFF, Role.LAB_STAFF}
TRACERS = frozenset({Role.TRACER, Role.EPIDEMIOLOGIST})
TRACE_RELEASERS = TRACERS | {Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER}
TRACE_READERS = TRACE_RELEASERS
CONTACT_WORKERS = TRACERS | {Role.HEALTH_STATION}
VENUE_READERS = frozenset(Role) - {Role.AUDITOR, Role.OPERATOR}
FIGURE_READERS = frozenset(Role) - {Role.OPERATOR}


@dataclass(frozen=True, slots=True)
class Citizen:
    """Someone holding a device token."""

    person: PersonId
    device: str

    @property
    def actor(self) -> str:
        """Pseudonymous id for logs and the audit record."""
        return f"P#{self.person}"


@dataclass(frozen=True, slots=True)
class Staff:
    """A signed-in member of staff with the roles and the unit the user pool states."""

    staff_id: str
    roles: frozenset[Role]
    unit: UnitKey

    @property
    def actor(self) -> str:
        """Pseudonymous id for logs and the audit record."""
        return f"S#{self.staff_id}"

    def require(self, *roles: Role) -> None:
        """Raises NotAllowed unless one of the roles is held."""
        if self.roles.isdisjoint(roles):
            raise NotAllowed

    def require_within(self, unit_path: str) -> None:
        """Raises OutsideJurisdiction unless the unit is this member's own or lies in it."""
        if not path_is_within(unit_path, self.unit):
            raise OutsideJurisdiction


Caller = Citizen | Staff | None
