"""Numbers of venues and visits: dated, cited rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.base.dated import in_force

MOST_SEARCHED = 5_000
"""So many venues one search for words looks at; its cursor goes on behind them."""


@dataclass(frozen=True, slots=True)
class Stay:
    """How long a visit lasts when nobody checks out, and the longest a check-out may claim."""

    default: timedelta
    cap: timedelta

    def __post_init__(self) -> None:
        if not timedelta(0) < self.default <= self.cap:
            raise ValueError("a stay needs 0 < default <= cap")


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of venue: its Vietnamese and English name, and its stay."""

    vi: str
    en: str
    stay: Stay
    crowd: bool = False  # regime B of the 2021 list: gatherings (tập trung đông người)


@dataclass(frozen=True, slots=True)
class VisitPolicy:
    """Everything a check-in is judged by."""

    version: str
    since: date
    source: str
    categories: Mapping[str, Category]
    skew_trusted: timedelta = timedelta(seconds=120)
    skew_correctable: timedelta = timedelta(hours=24)
    oldest_scan: timedelta = timedelta(days=7)
    void_within: timedelta = timedelta(minutes=10)
    owner_records_within: timedelta = timedelta(minutes=15)
    before_registration: timedelta = timedelta(hours=24)  # a first scan waits for its person to register: a day offline
    retention: timedelta = timedelta(days=30)
    reserve: timedelta = timedelta(days=1)  # a clock trusted, a delivery under way
    most_standings: int = 50  # of a venue that is opened and closed again and again

    @property
    def standings_kept(self) -> timedelta:
        """For how long a venue remembers how it stood: as long as a scan of then may come."""
        return self.oldest_scan + self.reserve


def _kinds(default: int, cap: int, *kinds: tuple[str, str, str], crowd: bool = False) -> dict[str, Category]:
    stay = Stay(timedelta(minutes=default), timedelta(minutes=cap))
    return {code: Category(vi, en, stay, crowd) for code, vi, en in kinds}


CATEGORIES_2021: Mapping[str, Category] = {
    **_kinds(
        600,
        840,
        ("office", "Trụ sở làm việc", "Office"),
        ("committee", "Trụ sở UBND", "People's Committee office"),
        ("factory", "Nhà máy, xí nghiệp, cơ sở sản xuất", "Factory or workshop"),
        ("school", "Trường học", "School"),
    ),
    **_kinds(
        90,
        240,
        ("food", "Ăn uống tại chỗ, nhà hàng, quán cà phê", "Restaurant or café"),
        ("massage", "Xoa bóp", "Massage"),
        ("beauty", "Làm đẹp", "Hair and beauty"),
        ("gym", "Thể dục, thể hình", "Gym"),
    ),
    **_kinds(
        180,
        360,
        ("meeting", "Cuộc họp, hội nghị, hội thảo, tập huấn", "Meeting or conference"),
        ("wedding", "Đám cưới", "Wedding"),
        ("funeral", "Đám tang", "Funeral"),
        ("worship", "Cơ sở tôn giáo, tín ngưỡng", "Place of worship"),
        crowd=True,
    ),
    **_kinds(60, 240, ("market", "Chợ", "Market"), crowd=True),
    **_kinds(
        120,
        360,
        ("supermarket", "Siêu thị", "Supermarket"),
        ("mall", "Trung tâm thương mại", "Shopping centre"),
        crowd=True,
    ),
    **_kinds(
        30,
        120,
        ("grocery", "Tạp hóa", "Grocery"),
        ("essential", "Dịch vụ thiết yếu", "Essential service"),
        ("shop", "Cửa hàng", "Shop"),
    ),
    **_kinds(
        240,
        480,
        ("tourism", "Tham quan, du lịch", "Tourist site"),
        ("leisure", "Vui chơi, giải trí", "Leisure"),
        crowd=True,
    ),
    **_kinds(240, 1440, ("hospital", "Bệnh viện", "Hospital")),
    **_kinds(
        120,
        360,
        ("health_station", "Trạm y tế", "Health station"),
        ("sampling", "Điểm lấy mẫu", "Sampling point"),
        ("vaccination", "Điểm tiêm", "Vaccination point"),
    ),
    **_kinds(720, 1440, ("lodging", "Lưu trú", "Lodging")),
    **_kinds(60, 600, ("transport", "Phương tiện công cộng", "Public transport (per vehicle and trip)")),
    **_kinds(60, 240, ("other", "Khác", "Other")),
}


"""Kinds of venue named in the customer's 2021 documents; the lengths of stay are our own defaults."""


VISIT_POLICIES = (
    VisitPolicy(
        version="visit-2021.1",
        since=date(2021, 1, 1),
        source="Venue kinds: provincial documents of 2021; stays, windows and retention: product defaults",
        categories=CATEGORIES_2021,
    ),
)


def visit_policy(on: date) -> VisitPolicy:
    """The rules for visits scanned on that local day."""
    return in_force(VISIT_POLICIES, on)
