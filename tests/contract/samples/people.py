"""People and looks at their data, with ids that no two tests share."""

from typing import Any

from domain.people.audit import AccessRecord
from domain.people.codes import CardCode, PersonId
from domain.people.person import Person
from tests.contract.samples.base import COMMUNE, NOW, numbers


def person_id() -> PersonId:
    return PersonId.from_random(next(numbers))


def a_phone() -> str:
    return f"+849{next(numbers):08d}"


def a_person(**over: Any) -> Person:
    given: dict[str, Any] = {
        "person_id": person_id(),
        "full_name": "Nguyễn Thị Ngọc Ánh",
        "year_of_birth": 1990,
        "unit_path": COMMUNE,
        "unit_name": "Phường Hồng Hà, Thành phố Hà Nội",
        "card": CardCode.from_random(next(numbers)),
        "registered_at": NOW,
        "phone": a_phone(),
    }
    return Person(**given | over)


def an_access(**over: Any) -> AccessRecord:
    number = next(numbers)
    given: dict[str, Any] = {
        "subject": f"P#{number}",
        "actor": "S#staff",
        "role": "tracer",
        "unit": "VN-2025H2/01",
        "act": "person-looked-up",
        "reason": "gọi điện cho người tiếp xúc",
        "at": NOW,
        "nonce": f"{number:08x}",
    }
    return AccessRecord(**given | over)
