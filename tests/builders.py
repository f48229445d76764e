"""Ordinary things of the field, each complete and valid; a test overrides the one fact it is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.memory.units import MemoryUnits
from domain.access import Citizen, Role, Staff
from domain.audit import AccessRecord, Act
from domain.identity import CardCode, PersonId, VenueCode, VenueId
from domain.person import Person
from domain.policy import CATEGORIES_2021, visit_policy
from domain.unit import Unit, UnitKey
from domain.venue import Venue
from domain.visit import Corrected, Source, Visit, VisitKey, arrival, scan_second

NOW = datetime(2021, 10, 2, 1, 15, 12, tzinfo=UTC)  # Saturday, 08:15:12 in Việt Nam
POLICY = visit_policy(NOW.date())

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
        act=Act.LOOKED_UP,
        reason="desk look-up",
        at=NOW,
        nonce=f"{number:016x}",
    )
    return replace(record, **facts)
