"""What the reader of a notice is to do, until when, and by which rule. Beside the notice's own words, which name no more
than the exposure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.base.period import local_day
from domain.telling.exposure import Text, Told, Version
from domain.telling.policy import StayPolicy, stay_policy

_WEEK = timedelta(days=6)


class About(StrEnum):
    """What a duty is about, in the order in which it is told."""

    WORK = "work"
    FAMILY = "family"
    TEST = "test"


class Duty(NamedTuple):
    """One thing to do."""

    about: About
    text: Text


class Stay(NamedTuple):
    """At home to the end of `until`, a local day; `source` is the rule's."""

    until: date
    source: str
    duties: Sequence[Duty]


_WORK = Duty(
    About.WORK,
    Text(
        "Nghỉ làm, nghỉ học đến hết ngày đó. Trạm y tế hoặc UBND xã, phường xác nhận bằng giấy những ngày này để bạn nộp cho "
        "nơi làm việc hoặc nhà trường.",
        "Stay off work and school until then. The health station or the commune's office confirms these days in writing for "
        "your employer or school.",
    ),
)
_FAMILY: Mapping[Told, Duty] = {
    Told.F1: Duty(
        About.FAMILY,
        Text(
            "Người ở cùng nhà ngủ phòng khác, ăn riêng, đeo khẩu trang khi phải gặp bạn. Mở cửa cho thoáng. Cả nhà cùng theo "
            "dõi sức khỏe.",
            "Others at home sleep in another room, eat apart and wear a mask when they must meet you. Keep windows open. "
            "Everybody at home watches their health.",
        ),
    ),
    Told.F2: Duty(
        About.FAMILY,
        Text(
            "Người ở cùng nhà sinh hoạt bình thường. Riêng bạn tránh gần người già, người có bệnh nền.",
            "Others at home live as usual. You yourself keep away from old people and those with chronic illness.",
        ),
    ),
}
_TEST = Text(
    "Trạm y tế báo bạn ngày và nơi lấy mẫu. Đừng đi xe khách, xe buýt đến đó.",
    "The health station tells you when and where you are tested. Do not go there by bus.",
)
_TEST_F2 = Text(
    "Trạm y tế báo bạn có cần xét nghiệm không, và có được sinh hoạt bình thường sớm hơn không.",
    "The health station tells you whether you need a test, and whether you may go out earlier.",
)


def stay_of(version: Version) -> Stay | None:
    """By the rule in force when it was told; None of a correction.

    Where only the week of the exposure is told, the days are counted from its last day, or from the day of telling where
    that comes first: counting from the exposure itself would tell its day.
    """
    if version.told is Told.CORRECTION:
        return None
    told_on = local_day(version.at)
    policy = stay_policy(told_on)
    last = version.day if version.category else min(version.day + _WEEK, told_on)
    until = last + (policy.f1 if version.told is Told.F1 else policy.f2)
    return Stay(until, policy.source, (_WORK, _FAMILY[version.told], Duty(About.TEST, _test(version.told, policy))))


def _test(told: Told, policy: StayPolicy) -> Text:
    if told is Told.F2:
        return _TEST_F2
    if not policy.tested_on:
        return _TEST
    days, several = ", ".join(map(str, policy.tested_on)), "s" if len(policy.tested_on) > 1 else ""
    return Text(
        f"Theo quy định, lấy mẫu ngày thứ {days} kể từ lần tiếp xúc cuối. {_TEST.vi}",
        f"By the rules you are tested on day{several} {days} after the last exposure. {_TEST.en}",
    )
