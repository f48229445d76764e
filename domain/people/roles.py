"""Roles of staff, how they are called, and which of them do what."""

from enum import StrEnum
from typing import NamedTuple, Self


class Name(NamedTuple):
    """The same in Vietnamese and English."""

    vi: str
    en: str


NAMELESS = Name("", "")


class Role(StrEnum):
    """Staff roles: the sign-in group, which is the value; the name that pages have `shown`; the role as it is `said` of
    somebody in a sentence. Without names only `Role(group)` is written, which finds one of these."""

    shown: Name
    said: Name

    def __new__(cls, group: str, shown: Name = NAMELESS, said: Name = NAMELESS) -> Self:
        role = str.__new__(cls, group)
        role._value_, role.shown, role.said = group, shown, said
        return role

    TRACER = "tracer", Name("Cán bộ truy vết", "Tracer"), Name("cán bộ truy vết", "a contact tracer")
    EPIDEMIOLOGIST = (
        "epidemiologist",
        Name("Cán bộ dịch tễ", "Epidemiologist"),
        Name("cán bộ dịch tễ", "an epidemiologist"),
    )
    CHECKPOINT_OFFICER = (
        "checkpoint_officer",
        Name("Cán bộ chốt kiểm soát", "Checkpoint officer"),
        Name("cán bộ chốt kiểm soát", "a checkpoint officer"),
    )
    LAB_STAFF = "lab_staff", Name("Phòng xét nghiệm", "Laboratory"), Name("phòng xét nghiệm", "a laboratory")
    QUARANTINE_STAFF = (
        "quarantine_staff",
        Name("Khu cách ly", "Quarantine site"),
        Name("khu cách ly", "a quarantine facility"),
    )
    HEALTH_STATION = "health_station", Name("Trạm y tế", "Health station"), Name("trạm y tế", "a health station")
    COMMUNE_OFFICER = (
        "commune_officer",
        Name("Cán bộ xã, phường", "Commune officer"),
        Name("cán bộ xã, phường", "a commune officer"),
    )
    DISTRICT_OFFICER = (
        "district_officer",
        Name("Cán bộ huyện", "District officer"),
        Name("cán bộ huyện", "a district officer"),
    )
    PROVINCE_OFFICER = (
        "province_officer",
        Name("Cán bộ tỉnh, thành phố", "Province officer"),
        Name("cán bộ tỉnh, thành phố", "a province officer"),
    )
    VOLUNTEER = "volunteer", Name("Tình nguyện viên", "Volunteer"), Name("tình nguyện viên", "a volunteer")
    AUDITOR = "auditor", Name("Kiểm tra, giám sát", "Auditor"), Name("cán bộ kiểm tra, giám sát", "an auditor")
    OPERATOR = "operator", Name("Vận hành", "Operator"), Name("người vận hành hệ thống", "an operator of the platform")


AUTHORITY = frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER})
VENUE_KEEPERS = AUTHORITY | {Role.VOLUNTEER}
DESK = VENUE_KEEPERS | {Role.CHECKPOINT_OFFICER, Role.HEALTH_STATION}
PERSON_FINDERS = DESK | {Role.TRACER, Role.EPIDEMIOLOGIST}
RECORD_JOINERS = AUTHORITY | {Role.TRACER, Role.EPIDEMIOLOGIST}
REGISTRARS = DESK | {Role.QUARANTINE_STAFF, Role.LAB_STAFF}
# Register whom an F0 names, wherever that person lives: otherwise the interview could not be stored.
INTERVIEWERS = frozenset({Role.TRACER, Role.EPIDEMIOLOGIST})
VENUE_READERS = frozenset(Role) - {Role.AUDITOR, Role.OPERATOR}
FIGURE_READERS = frozenset(Role) - {Role.OPERATOR}
AUDITORS = frozenset({Role.AUDITOR})
OPERATORS = frozenset({Role.OPERATOR})
