"""Numbers of telling, dated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.base.dated import in_force
from domain.telling.unit_contact import BodyKind, Helpline, Said


@dataclass(frozen=True, slots=True)
class TextPolicy:
    """For so long one text message tells everybody of a number that there is something to read."""

    since: date
    together_for: timedelta
    source: str


TEXT_POLICIES: Sequence[TextPolicy] = (TextPolicy(date(2020, 1, 1), timedelta(minutes=10), "decision 0036"),)

MOST_SHOWN_OTHERS = 10
"""Of so many others of a number a page says whether something waits for them."""


def text_policy(on: date) -> TextPolicy:
    return in_force(TEXT_POLICIES, on)


@dataclass(frozen=True, slots=True)
class NationPolicy:
    """Whom everybody in the country calls, and for which signs an ambulance is called."""

    since: date
    source: str
    helplines: Sequence[Helpline]


_DANGER_VI = (
    "Gọi ngay khi: khó thở, thở nhanh hoặc hụt hơi; đau tức ngực; tím môi, đầu ngón tay; lơ mơ, không tỉnh táo; "
    "trẻ nhỏ li bì, bỏ bú hoặc thở rút lõm ngực."
)
_DANGER_EN = (
    "Call at once for: trouble breathing, fast or short breath; chest pain or pressure; blue lips or fingertips; "
    "confusion or not waking up; a small child who is limp, does not feed or whose chest draws in."
)

NATION_POLICIES: Sequence[NationPolicy] = (
    NationPolicy(
        date(2020, 2, 2),
        "1900 9095: Bộ Y tế, từ 02/02/2020, số duy nhất từ 01/08/2020. 115: số cấp cứu y tế toàn quốc. Dấu hiệu nguy hiểm: "
        "hướng dẫn chăm sóc người mắc COVID-19 tại nhà của Bộ Y tế.",
        (
            Helpline(BodyKind.HOTLINE, Said("Đường dây nóng Bộ Y tế", "19009095", "24/24 giờ")),
            Helpline(BodyKind.EMERGENCY, Said("Cấp cứu y tế", "115", "24/24 giờ"), when=(_DANGER_VI, _DANGER_EN)),
        ),
    ),
)


def nation_policy(on: date) -> NationPolicy:
    return in_force(NATION_POLICIES, on)


@dataclass(frozen=True, slots=True)
class StayPolicy:
    """For how many days after the last exposure an F1, and somebody an F1 met, stays at home; `tested_on` counts the same days.

    Of rules that tell people apart by their doses, the longest: the health station, which knows them, shortens it.
    """

    since: date
    source: str
    f1: timedelta
    f2: timedelta
    tested_on: tuple[int, ...] = ()


STAY_POLICIES: Sequence[StayPolicy] = (
    StayPolicy(
        date(2020, 3, 12),
        "F1: 14 ngày, 878/QĐ-BYT, 12/03/2020. F2: mặc định của Vùng Xanh.",
        timedelta(days=14),
        timedelta(days=14),
    ),
    StayPolicy(
        date(2021, 5, 5),
        "F1: 21 ngày cách ly và 7 ngày ở nhà, xét nghiệm ngày 1, 14, 20, 28, 600/CĐ-BCĐ, 05/05/2021. "
        "F2: mặc định của Vùng Xanh.",
        timedelta(days=28),
        timedelta(days=14),
        (1, 14, 20, 28),
    ),
    StayPolicy(
        date(2021, 6, 27),
        "F1 cách ly tại nhà: 28 ngày, xét nghiệm ngày 1, 7, 14, 20, 28, 5152/BYT-MT, 27/06/2021. "
        "F2: mặc định của Vùng Xanh.",
        timedelta(days=28),
        timedelta(days=14),
        (1, 7, 14, 20, 28),
    ),
    StayPolicy(
        date(2021, 7, 14),
        "F1: 14 ngày, xét nghiệm ngày 1, 7, 14, 5599/BYT-MT, 14/07/2021. F2: mặc định của Vùng Xanh.",
        timedelta(days=14),
        timedelta(days=14),
        (1, 7, 14),
    ),
    StayPolicy(
        date(2021, 12, 16),
        "F1: 14 ngày, xét nghiệm ngày 1, 7, 14; đủ liều vắc xin hoặc đã khỏi bệnh 7 ngày, 10696/BYT-MT, 16/12/2021. "
        "F2: mặc định của Vùng Xanh.",
        timedelta(days=14),
        timedelta(days=14),
        (1, 7, 14),
    ),
    StayPolicy(
        date(2022, 2, 21),
        "F1: 7 ngày, xét nghiệm ngày 7; đủ liều vắc xin hoặc đã khỏi bệnh 5 ngày, 762/BYT-DP, 21/02/2022. "
        "F2: mặc định của Vùng Xanh.",
        timedelta(days=7),
        timedelta(days=7),
        (7,),
    ),
)


def stay_policy(on: date) -> StayPolicy:
    """The row for notices that are told on that local day."""
    return in_force(STAY_POLICIES, on)
