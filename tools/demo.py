"""Who and where the demonstration is: units, staff and sizes. Read by the launcher and by the seed."""

from dataclasses import dataclass

SCHEME = "VN-2025H2"
EARLIER_SCHEME = "VN-2025H1"

SEED = 20210508
VENUES = 80
DAYS = 14
SCANS_A_DAY = (100, 120)


@dataclass(frozen=True, slots=True)
class Unit:
    scheme: str
    code: str
    name: str

    def as_json(self) -> dict[str, str]:
        return {"scheme": self.scheme, "code": self.code, "name": self.name}


@dataclass(frozen=True, slots=True)
class Staff:
    role: str
    username: str
    unit: Unit


COMMUNE = Unit(SCHEME, "07777", "Phường Việt Yên")
NEIGHBOUR = Unit(SCHEME, "07795", "Phường Nếnh")
DISTRICT = Unit(EARLIER_SCHEME, "222", "Thị xã Việt Yên")
PROVINCE = Unit(SCHEME, "24", "Tỉnh Bắc Ninh")

# Where several have one role, the first is meant by `make token ROLE=…`.
STAFF = (
    Staff("commune_officer", "commune", COMMUNE),
    Staff("volunteer", "volunteer", COMMUNE),
    Staff("checkpoint_officer", "checkpoint", COMMUNE),
    Staff("health_station", "station", COMMUNE),
    Staff("quarantine_staff", "quarantine", COMMUNE),
    Staff("commune_officer", "commune-neighbour", NEIGHBOUR),
    Staff("tracer", "tracer", PROVINCE),
    Staff("epidemiologist", "epidemiologist", PROVINCE),
    Staff("lab_staff", "lab", PROVINCE),
    Staff("district_officer", "district", DISTRICT),
    Staff("province_officer", "province", PROVINCE),
    Staff("auditor", "auditor", PROVINCE),
    Staff("operator", "operator", PROVINCE),
    Staff("tracer", "tracer-commune", COMMUNE),
    Staff("tracer", "tracer-neighbour", NEIGHBOUR),
)
