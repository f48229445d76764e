"""Ordinary things of the field, each complete and valid; a test overrides the one fact it is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.memory.units import MemoryUnits
from domain.base.period import epoch, local_day
from domain.base.unit import Unit, UnitKey
from domain.people.audit import AccessRecord
from domain.people.caller import Citizen, Staff
from domain.people.codes import CardCode, PersonId
from domain.people.person import Person
from domain.people.roles import Role
from domain.presence.codes import VenueCode, VenueId
from domain.presence.policy import CATEGORIES_2021, visit_policy
from domain.presence.venue import Venue
from domain.presence.visit import Corrected, Source, Visit, VisitKey, arrival, scan_second
from domain.telling.exposure import ExposureNotice, Told, Version
from domain.tracing.case import Case, CaseState, Change, kept_until
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Closeness, Edge, Grade, Piece
from domain.tracing.follow_up import FollowUp
from domain.tracing.meeting import Meeting
from domain.tracing.milestone import Dates
from domain.tracing.policy import RULE_VERSION, TracePolicy, trace_policy

NOW = datetime(2021, 10, 2, 1, 15, 12, tzinfo=UTC)  # Saturday, 08:15:12 in Việt Nam
POLICY = visit_policy(NOW.date())
TRACE_POLICY: TracePolicy = trace_policy(NOW.date())

SCHEME = "VN-2025H2"
VY_DA = UnitKey(SCHEME, "19777")
KIM_LONG = UnitKey(SCHEME, "19774")  # the neighbour, in the same province
HUE = UnitKey(SCHEME, "46")
HAI_VAN = UnitKey(SCHEME, "20194")  # in another province
OLD_TRUC_BACH = UnitKey("VN-2025H1", "00004")  # three levels

ALL_UNITS = tuple(
    Unit(UnitKey(scheme, line[0]), name, line)
    for scheme, name, line in (
        (SCHEME, "Thành phố Huế", ("46",)),
        (SCHEME, "Phường Vỹ Dạ", ("19777", "46")),
        (SCHEME, "Phường Kim Long", ("19774", "46")),
        (SCHEME, "Thành phố Đà Nẵng", ("48",)),
        (SCHEME, "Phường Hải Vân", ("20194", "48")),
        ("VN-2025H1", "Thành phố Hà Nội", ("01",)),
        ("VN-2025H1", "Quận Ba Đình", ("001", "01")),
        ("VN-2025H1", "Phường Trúc Bạch", ("00004", "001", "01")),
    )
)


def the_units() -> MemoryUnits:
    """Huế with two wards, Đà Nẵng with one, and an old ward of three levels."""
    return MemoryUnits(ALL_UNITS)


def a_unit(key: UnitKey = VY_DA) -> Unit:
    return next(unit for unit in ALL_UNITS if unit.key == key)


def a_person_id(number: int = 1) -> PersonId:
    return PersonId.from_random(number)


def a_venue_id(number: int = 1) -> VenueId:
    return VenueId.from_random(number)


def a_person(number: int = 1, **facts: Any) -> Person:
    unit = a_unit()
    person = Person(
        person_id=a_person_id(number),
        full_name="Nguyễn Thị Lan",
        year_of_birth=1987,
        unit_path=unit.path,
        unit_name=unit.name,
        card=CardCode.from_random(number),
        registered_at=NOW - timedelta(days=3),
        phone=f"+84912345{number:03d}",
    )
    return replace(person, **facts)


def a_venue(number: int = 1, **facts: Any) -> Venue:
    unit = a_unit()
    venue = Venue(
        venue_id=a_venue_id(number),
        code=VenueCode.from_random(10_000 + number),
        name=f"Tạp hóa Cô Ba {number}",
        category="grocery",
        unit_path=unit.path,
        unit_name=unit.name,
        address="12 Lê Lợi",
        stay=CATEGORIES_2021["grocery"].stay,
        contact_phone="+84905123456",
        registered_by="S#volunteer",
        registered_at=NOW - timedelta(days=2),
    )
    if "category" in facts and "stay" not in facts:
        facts["stay"] = CATEGORIES_2021[facts["category"]].stay
    return replace(venue, **facts)


def a_visit(person: int = 1, venue: int = 1, at: datetime = NOW, category: str = "grocery", **facts: Any) -> Visit:
    visit = arrival(
        VisitKey(a_person_id(person), scan_second(at), a_venue_id(venue)),
        Corrected(at, ()),
        stay=CATEGORIES_2021[category].stay,
        category=category,
        unit_path=a_unit().path,
        source=Source.PERSON_SCAN,
        policy=POLICY,
    )
    return replace(visit, **facts)


def a_citizen(number: int = 1, device: str = "d1") -> Citizen:
    return Citizen(a_person_id(number), device)


def a_staff(role: Role = Role.COMMUNE_OFFICER, unit: UnitKey = VY_DA, staff_id: str = "officer") -> Staff:
    return Staff(staff_id, frozenset({role}), unit)


def an_access(number: int = 1, **facts: Any) -> AccessRecord:
    record = AccessRecord(
        subject=f"P#{a_person_id(number)}",
        actor="S#officer",
        role="commune_officer",
        unit=str(VY_DA),
        act="person-looked-up",
        reason="desk look-up",
        at=NOW,
        nonce=f"{number:016x}",
    )
    return replace(record, **facts)


def a_case_code(number: int = 1) -> CaseCode:
    return CaseCode.from_random(number)


def a_case(number: int = 1, person: int = 1, **facts: Any) -> Case:
    """Confirmed just now, of a person of Vỹ Dạ."""
    unit = a_unit()
    dates = facts.pop("dates", Dates(specimen_at=NOW - timedelta(hours=20), confirmed_at=NOW - timedelta(hours=1)))
    case = Case(
        code=a_case_code(number),
        person=a_person_id(person),
        unit_path=unit.path,
        unit_name=unit.name,
        dates=dates,
        milestones=(),
        state=CaseState.CONFIRMED,
        change=Change.CONFIRMED,
        recorded_at=NOW,
        asked_by="S#tracer",
        changed_by="S#tracer",
        changed_at=NOW,
        expires_at=kept_until(dates, TRACE_POLICY),
    )
    return replace(case, **facts)


def a_piece(at: datetime = NOW - timedelta(hours=4), minutes: int = 30, **facts: Any) -> Piece:
    """Half an hour in a grocery, among others."""
    start = epoch(at)
    piece = Piece(
        Closeness.VENUE,
        start,
        start + 60 * minutes,
        epoch(at + TRACE_POLICY.facts_kept),
        venue=str(a_venue_id()),
        category="grocery",
        crowded=True,
    )
    return piece._replace(**facts)


def an_edge(person: int = 2, case: int = 1, **facts: Any) -> Edge:
    edge = Edge(
        case=a_case_code(case),
        person=a_person_id(person),
        grade=Grade.F1,
        pieces=(a_piece(),),
        rule_version=RULE_VERSION,
        policy_version=TRACE_POLICY.version,
        found_at=NOW,
        expires_at=kept_until(a_case().dates, TRACE_POLICY),
        revision=1,
    )
    return replace(edge, **facts)


def a_follow_up(person: int = 2, case: int = 1, **facts: Any) -> FollowUp:
    """Nobody has begun."""
    expires = kept_until(a_case().dates, TRACE_POLICY)
    return replace(FollowUp(a_case_code(case), a_person_id(person), expires_at=expires), **facts)


def a_meeting(person: int = 1, other: int = 2, at: datetime = NOW - timedelta(hours=4), **facts: Any) -> Meeting:
    """An hour over a meal."""
    meeting = Meeting(
        a_person_id(person),
        a_person_id(other),
        Closeness.INTERVIEW_CLOSE,
        epoch(at),
        epoch(at + timedelta(hours=1)),
        epoch(at + TRACE_POLICY.facts_kept),
    )
    return meeting._replace(**facts)


def an_exposure(person: int = 2, case: int = 1, **facts: Any) -> ExposureNotice:
    """The first version: an F1."""
    notice = ExposureNotice(
        a_person_id(person),
        a_case_code(case),
        (Version(1, Told.F1, NOW, local_day(NOW), "grocery"),),
        NOW + TRACE_POLICY.notices_kept,
    )
    return replace(notice, **facts)
