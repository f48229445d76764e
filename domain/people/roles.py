"""Roles of staff, and which of them do what."""

from enum import StrEnum


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
