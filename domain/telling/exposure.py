"""What a contact is told: one notice per case and person, in versions; never who, never more than policy allows.

Rules N1, P1 and P2 of the tracing contract. What is stored are the few facts a sentence is made of, not the sentence.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.base.codes import base32
from domain.base.period import at_epoch, local_day
from domain.people.codes import PersonId
from domain.telling.notice import Channel, NoticeState
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Closeness, Edge, Grade
from domain.tracing.policy import TracePolicy


class Told(StrEnum):
    """What a version of the notice says."""

    F1 = "exposure_f1"
    F2 = "exposure_f2"
    CORRECTION = "correction"


class Version(NamedTuple):
    """One thing told. `day` is the day of exposure, or with no `category` any day of the week it lies in."""

    number: int
    told: Told
    at: datetime
    day: date
    category: str = ""


@dataclass(frozen=True, slots=True)
class ExposureNotice:
    """All that one person has been told of one case, oldest first; the rest is about the newest version.

    `state` is that of sending it, `channel` and `sent_at` its receipt, `opened_at` when its person first read it.
    """

    person: PersonId
    case: CaseCode
    versions: tuple[Version, ...]
    expires_at: datetime
    state: NoticeState = NoticeState.QUEUED
    channel: Channel | None = None
    sent_at: datetime | None = None
    opened_at: datetime | None = None

    @property
    def newest(self) -> Version:
        return self.versions[-1]


def cause_of(case: CaseCode) -> str:
    """The cause under which a case's notice stands in the outbox."""
    return f"C#{case}"


def notice_id(notice: ExposureNotice, version: Version) -> str:
    """Opaque to the reader: 12 symbols that name neither case nor person."""
    digest = hashlib.sha256(f"{notice.person}|{notice.case}|{version.number}".encode()).digest()
    return base32(int.from_bytes(digest[:8], "big") >> 4, 12)


def owed(edge: Edge, told: ExposureNotice | None, policy: TracePolicy, *, now: datetime) -> ExposureNotice | None:
    """The notice with the version this edge calls for, or None when nothing new is to be told.

    A person who was never told anything is not told that it was wrong. Nothing is told on evidence that is in doubt, and
    doubt alone takes nothing back: what was told stands until it is settled.
    """
    if not edge.active:
        if told is None or told.newest.told is Told.CORRECTION:
            return None
        return _with(told, Told.CORRECTION, told.newest.day, told.newest.category, now)
    wanted = Told.F1 if edge.grade is Grade.F1 else Told.F2
    if edge.is_doubtful or (told is not None and told.newest.told is wanted):
        return None
    if told is not None and told.newest.told is Told.F1 and any(p.doubtful and not p.via for p in edge.pieces):
        return None  # an F1 in doubt beside the F2
    day, category = _what_may_be_said(edge)
    if told is not None:
        return _with(told, wanted, day, category, now)
    expires = edge.expires_at + policy.notices_kept - policy.edges_kept
    return ExposureNotice(edge.person, edge.case, (Version(1, wanted, now, day, category),), expires)


def _with(told: ExposureNotice, what: Told, day: date, category: str, now: datetime) -> ExposureNotice:
    version = Version(told.newest.number + 1, what, now, day, category)
    versions = (*told.versions, version)
    return ExposureNotice(told.person, told.case, versions, told.expires_at)


def _what_may_be_said(edge: Edge) -> tuple[date, str]:
    """Rule P2: day and kind of place only for venue exposure among enough others; otherwise the week, no place.

    Both are those of the latest exposure that is not in doubt; one at a venue is of the day on which it began (rule O2).
    """
    sure = [piece for piece in edge.pieces if not piece.doubtful]
    latest = max(sure, key=lambda piece: (piece.end, piece.start))
    of_venue = edge.closeness is Closeness.VENUE
    day = local_day(at_epoch(latest.start if of_venue else latest.end - 1))
    if of_venue and all(piece.crowded for piece in sure):
        return day, latest.category
    return day - timedelta(days=day.weekday()), ""


class Text(NamedTuple):
    """Vietnamese and English."""

    vi: str
    en: str


SOMEWHERE = Text("tại một địa điểm", "at a place")
PLACES: Mapping[str, Text] = {
    "office": Text("tại một trụ sở làm việc", "at an office"),
    "committee": Text("tại một trụ sở UBND", "at a People's Committee office"),
    "factory": Text("tại một nhà máy, cơ sở sản xuất", "at a factory or workshop"),
    "school": Text("tại một trường học", "at a school"),
    "food": Text("tại một nơi ăn uống", "at a restaurant or café"),
    "massage": Text("tại một cơ sở xoa bóp", "at a massage parlour"),
    "beauty": Text("tại một nơi làm đẹp", "at a hair or beauty salon"),
    "gym": Text("tại một phòng tập thể dục", "at a gym"),
    "meeting": Text("tại một cuộc họp, hội nghị", "at a meeting or conference"),
    "wedding": Text("tại một đám cưới", "at a wedding"),
    "funeral": Text("tại một đám tang", "at a funeral"),
    "worship": Text("tại một cơ sở tôn giáo, tín ngưỡng", "at a place of worship"),
    "market": Text("tại một khu chợ", "at a market"),
    "supermarket": Text("tại một siêu thị", "at a supermarket"),
    "mall": Text("tại một trung tâm thương mại", "at a shopping centre"),
    "grocery": Text("tại một tiệm tạp hóa", "at a grocery"),
    "essential": Text("tại một nơi làm dịch vụ thiết yếu", "at an essential service"),
    "shop": Text("tại một cửa hàng", "at a shop"),
    "tourism": Text("tại một điểm tham quan, du lịch", "at a tourist site"),
    "leisure": Text("tại một nơi vui chơi, giải trí", "at a place of leisure"),
    "hospital": Text("tại một bệnh viện", "at a hospital"),
    "health_station": Text("tại một trạm y tế", "at a health station"),
    "sampling": Text("tại một điểm lấy mẫu", "at a sampling point"),
    "vaccination": Text("tại một điểm tiêm", "at a vaccination point"),
    "lodging": Text("tại một nơi lưu trú", "at a place to stay"),
    "transport": Text("trên một phương tiện công cộng", "on public transport"),
    "other": SOMEWHERE,
}
"""Each kind of place as a sentence has it."""

_DANGER = Text(
    "Khó thở, đau tức ngực, tím môi hoặc lơ mơ: gọi ngay 115.",
    "Trouble breathing, chest pain, blue lips or confusion: call 115 at once.",
)
_DUTY = {
    Told.F1: Text(
        "Bạn thuộc diện người tiếp xúc (F1). Hãy ở nhà, ở riêng một phòng, đeo khẩu trang và không gặp người khác. Gọi "
        f"trạm y tế nơi bạn ở để được hướng dẫn cách ly, xét nghiệm.\n{_DANGER.vi}",
        "You are a contact (F1). Stay at home in a room of your own, wear a mask and keep away from others. Call your "
        f"commune's health station about quarantine and testing.\n{_DANGER.en}",
    ),
    Told.F2: Text(
        "Bạn thuộc diện tiếp xúc vòng hai (F2). Hãy ở nhà và theo dõi sức khỏe. Sốt, ho hoặc đau họng: gọi trạm y tế nơi "
        f"bạn ở.\n{_DANGER.vi}",
        "You are a second contact (F2). Stay at home and watch your health. Fever, cough or a sore throat: call your "
        f"commune's health station.\n{_DANGER.en}",
    ),
}


def text_of(version: Version) -> Text:
    """The sentences of one version."""
    when = _when(version)
    if version.told is Told.CORRECTION:
        return Text(
            f"Thông báo về lần tiếp xúc {when.vi} không còn áp dụng. Sau khi rà soát, bạn không còn thuộc diện F1, F2 của lần "
            "đó và không phải ở nhà vì lần đó nữa. Nếu bạn đang cách ly vì lý do khác, hãy tiếp tục cho đến khi trạm y tế "
            "cho phép kết thúc.",
            f"The notice about an exposure {when.en} no longer applies. After review you are no longer an F1 or F2 of it and "
            "need not stay at home because of it. If you are in quarantine for another reason, go on until the health "
            "station releases you.",
        )
    duty = _DUTY[version.told]
    if version.told is Told.F2:
        return Text(
            f"{_first(when.vi)}, bạn đã gặp một người tiếp xúc gần với người mắc COVID-19.\n{duty.vi}",
            f"{_first(when.en)}, you met a close contact of somebody with COVID-19.\n{duty.en}",
        )
    return Text(
        f"Bạn có thể đã ở gần người mắc COVID-19 {when.vi}.\n{duty.vi}",
        f"You may have been near somebody with COVID-19 {when.en}.\n{duty.en}",
    )


def _first(words: str) -> str:
    """As a sentence begins."""
    return words[0].upper() + words[1:]


def _when(version: Version) -> Text:
    day = version.day
    if not version.category:
        end = day + timedelta(days=6)
        return Text(f"trong tuần từ {day:%d/%m} đến {end:%d/%m/%Y}", f"in the week of {day:%d/%m} to {end:%d/%m/%Y}")
    place = PLACES.get(version.category, SOMEWHERE)
    return Text(f"ngày {day:%d/%m/%Y} ({place.vi})", f"on {day:%d/%m/%Y} ({place.en})")


SMS_TEXT = "Vung Xanh: ban co thong bao y te moi. Doc o {site}/notices hoac goi tram y te noi ban o. Can bo khong hoi ma OTP, khong doi tien."


class ExposureNotices(Protocol):
    """Exposure notices, one per case and person."""

    def of_case(self, case: CaseCode, people: Sequence[PersonId]) -> Mapping[PersonId, ExposureNotice]:
        """What these people have been told of the case; consistent."""
        ...

    def tell(self, notice: ExposureNotice) -> bool:
        """Claims the newest version: the first if nothing is there, the n-th on n-1. False when it was claimed before."""
        ...

    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[ExposureNotice]:
        """All within retention."""
        ...

    def opened(self, notice: ExposureNotice, *, now: datetime) -> None:
        """Its person has read the newest version: the first reading counts, a later one and one of an older version change
        nothing."""
        ...
