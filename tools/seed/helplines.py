"""Whom the demonstration's people call: their ward's station and committee, the province's centre and hotline."""

from typing import Any

from tools import demo

HOURS = "7:00-17:00, trực 24/24"

# Username -> what that member of staff says of the own unit. The numbers are made up; the district's scheme has ended.
SAID: tuple[tuple[str, demo.Unit, str, str, str, str], ...] = (
    ("commune", demo.COMMUNE, "station", "Trạm y tế phường Việt Yên", "0204 3874 115", HOURS),
    (
        "commune",
        demo.COMMUNE,
        "committee",
        "Ban chỉ đạo phòng, chống dịch phường Việt Yên",
        "0204 3874 226",
        "7:00-21:00",
    ),
    ("commune-neighbour", demo.NEIGHBOUR, "station", "Trạm y tế phường Nếnh", "0204 3868 115", HOURS),
    ("province", demo.PROVINCE, "cdc", "Trung tâm Kiểm soát bệnh tật tỉnh Bắc Ninh", "0222 3855 115", "24/24"),
    ("province", demo.PROVINCE, "hotline", "Tổng đài 1022 tỉnh Bắc Ninh", "1022", "24/24"),
)


def bodies() -> list[tuple[str, dict[str, Any]]]:
    """Who says it, and the body of `setUnitContact`."""
    return [
        (
            username,
            {
                "unit": {"scheme": unit.scheme, "code": unit.code},
                "kind": kind,
                "name": name,
                "phone": phone,
                "hours": hours,
            },
        )
        for username, unit, kind, name, phone, hours in SAID
    ]
