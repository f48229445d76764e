"""The demonstration's venue points: the kinds of the 2021 list, as a commune of northern Vietnam has them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tools import demo
from tools.seed.words import HAMLETS, SHOPKEEPERS, address, dice, phone

# How many of a commune's 80 points are of each kind. The order decides what a small scale keeps.
KINDS = {
    "market": 3, "grocery": 9, "committee": 1, "health_station": 2, "food": 10, "school": 5, "factory": 5, "shop": 5,
    "essential": 5, "beauty": 4, "office": 3, "worship": 3, "lodging": 3, "transport": 3, "supermarket": 2, "gym": 2,
    "wedding": 2, "leisure": 2, "sampling": 2, "vaccination": 2, "massage": 1, "meeting": 1, "funeral": 1, "mall": 1,
    "tourism": 1, "hospital": 1, "other": 1,
}  # fmt: skip
NAMES = {
    "market": ("Chợ {hamlet}",),
    "grocery": ("Tạp hóa {keeper}", "Bách hóa {keeper}"),
    "committee": ("Ủy ban nhân dân {unit}",),
    "health_station": ("Trạm y tế {unit}", "Phòng khám {hamlet}"),
    "food": ("Quán phở {keeper}", "Cà phê {keeper}", "Nhà hàng {keeper}", "Bún chả {keeper}"),
    "school": ("Trường tiểu học {hamlet}", "Trường trung học cơ sở {hamlet}", "Trường mầm non {hamlet}"),
    "factory": ("Xưởng may {keeper}", "Công ty điện tử {keeper}", "Cơ sở mộc {keeper}"),
    "shop": ("Cửa hàng quần áo {keeper}", "Điện máy {keeper}", "Hiệu sách {keeper}"),
    "essential": ("Hiệu thuốc {keeper}", "Cửa hàng xăng dầu {hamlet}", "Quỹ tín dụng {hamlet}"),
    "beauty": ("Cắt tóc {keeper}", "Làm đẹp {keeper}"),
    "office": ("Văn phòng {keeper}",),
    "worship": ("Chùa {hamlet}", "Đình {hamlet}", "Nhà thờ {hamlet}"),
    "lodging": ("Nhà nghỉ {keeper}",),
    "transport": ("Xe buýt {hamlet} – Bắc Giang",),
    "supermarket": ("Siêu thị {keeper}",),
    "gym": ("Phòng tập {keeper}",),
    "wedding": ("Nhà tiệc cưới {keeper}",),
    "leisure": ("Khu vui chơi {keeper}", "Sân bóng {hamlet}"),
    "sampling": ("Điểm lấy mẫu {hamlet}",),
    "vaccination": ("Điểm tiêm {hamlet}",),
    "massage": ("Tẩm quất {keeper}",),
    "meeting": ("Hội trường {hamlet}",),
    "funeral": ("Nhà tang lễ {hamlet}",),
    "mall": ("Trung tâm thương mại {keeper}",),
    "tourism": ("Khu di tích {hamlet}",),
    "hospital": ("Bệnh viện đa khoa {hamlet}",),
    "other": ("Nhà văn hóa {hamlet}",),
}
STALLS = 3
OWNED = frozenset({"food", "beauty", "massage", "lodging"})
OWNERS = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A venue to register. `parent` is the key of the market a stall stands in; an owned one has a citizen's number."""

    key: str
    unit: demo.Unit
    name: str
    category: str
    address: str
    contact_phone: str
    capacity: int | None = None
    parent: str | None = None
    owner: int | None = None


def places(seed: int, count: int, unit: demo.Unit) -> list[Place]:
    """`count` places of a unit; the first ones are the same at every scale."""
    wanted = [kind for turn in range(max(KINDS.values())) for kind, number in KINDS.items() if turn < number]
    found: list[Place] = []
    owners = iter(range(OWNERS))
    for number, kind in enumerate(wanted[: count - min(STALLS, count // 20)]):
        owner = next(owners, None) if kind in OWNED else None
        found.append(_place(seed, unit, number, kind, owner, {place.name for place in found}))
    return found + [_stall(seed, found[0], number) for number in range(count - len(found))]


def _place(seed: int, unit: demo.Unit, number: int, kind: str, owner: int | None, taken: set[str]) -> Place:
    of = dice(seed, "place", unit.code, number)
    name = next(name for name in _names(of, kind, unit) if name not in taken)
    capacity = of.choice((None, 10, 20, 40, 100, 300))
    return Place(f"{unit.code}/{number}", unit, name, kind, address(of), phone(of), capacity, owner=owner)


def _names(of: random.Random, kind: str, unit: demo.Unit) -> Iterator[str]:
    unit_name = unit.name[:1].lower() + unit.name[1:]
    while True:
        yield of.choice(NAMES[kind]).format(hamlet=of.choice(HAMLETS), keeper=of.choice(SHOPKEEPERS), unit=unit_name)


def _stall(seed: int, market: Place, number: int) -> Place:
    of = dice(seed, "stall", market.key, number)
    goods = ("rau", "thịt", "vải", "cá", "hoa quả")[number % 5]
    return Place(
        key=f"{market.key}/stall-{number}",
        unit=market.unit,
        name=f"Quầy {goods} số {number + 1}, {market.name}",
        category="shop",
        address=market.address,
        contact_phone=phone(of),
        parent=market.key,
    )
