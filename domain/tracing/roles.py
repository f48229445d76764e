"""Which roles do what with cases and contacts."""

from domain.people.roles import Role

TRACERS = frozenset({Role.TRACER, Role.EPIDEMIOLOGIST})
TRACE_RELEASERS = TRACERS | {Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER}
TRACE_READERS = TRACE_RELEASERS
CONTACT_WORKERS = TRACERS | {Role.HEALTH_STATION}
