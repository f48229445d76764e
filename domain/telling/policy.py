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
