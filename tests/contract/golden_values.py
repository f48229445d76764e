"""Values that fill every attribute of every kind of item. Never change one: the golden items were written from them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.base.secret import Key, KeyRing, Purpose
from domain.people.audit import FIRST, AccessRecord, sealed
from domain.people.codes import CardCode, PersonId
from domain.people.person import Person
from domain.people.phone.otp import OtpChallenge
from domain.presence.codes import VenueCode, VenueId
from domain.presence.policy import Stay
from domain.presence.venue import Venue, VenueState
from domain.presence.visit import Flag, Source, Visit, VisitKey
from domain.telling.exposure import ExposureNotice, Told, Version
from domain.telling.notice import Notice, NoticeKey, NoticeKind
from domain.telling.push import Subscription
from domain.tracing.case import Case, CaseState, Change, HeldGroup, Trace, Window
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Closeness, Edge, Grade, HandOver, Piece
from domain.tracing.follow_up import CallOutcome, FollowUp, FollowUpEntry, FollowUpState
from domain.tracing.meeting import Meeting
from domain.tracing.milestone import Dates, Milestone, MilestoneKind
from domain.tracing.review.decision import Approval, Group

NOW = datetime(2021, 10, 3, 1, 15, 12, tzinfo=UTC)  # 08:15 in Việt Nam
SECOND = int(NOW.timestamp())
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
COMMUNE, COMMUNE_NAME = "VN-2025H1/01/001/00004", "Phường Trúc Bạch, Quận Ba Đình, Thành phố Hà Nội"
ELSEWHERE = "VN-2025H1/48/490/20194"
STAY = Stay(timedelta(minutes=30), timedelta(minutes=120))
LAN, MINH, NAM, HOA = (PersonId.from_random(number) for number in (101, 102, 103, 104))
SHOP, MARKET = VenueId.from_random(201), VenueId.from_random(202)


class OneKey:
    """A key for each purpose, the same for ever."""

    def ring(self, purpose: Purpose, *, fresh: bool = False) -> KeyRing:
        return KeyRing({"k1": Key("k1", purpose.value.ljust(32, ".").encode(), NOW)})

    def rotate(self, purpose: Purpose, *, now: datetime) -> KeyRing:
        return self.ring(purpose)


# Visits.

OPEN = Visit(
    VisitKey(LAN, SECOND, SHOP), NOW, NOW + STAY.default, True, "shop", COMMUNE, Source.PERSON_SCAN, NOW + 30 * DAY,
    device="d1",
)  # fmt: skip
HELPED = Visit(
    VisitKey(MINH, SECOND + 5, MARKET), NOW + MINUTE, NOW + HOUR, False, "market", ELSEWHERE, Source.IDENTITY_NUMBER,
    NOW + 30 * DAY, (Flag.CLOCK_SHIFTED, Flag.CODE_TYPED), recorded_by="S#volunteer",
)  # fmt: skip
LEFT = replace(OPEN, key=VisitKey(LAN, SECOND - 7200, MARKET), start=NOW - 2 * HOUR, end=NOW - HOUR, is_open=False)
TAKEN_BACK = replace(
    OPEN, key=VisitKey(NAM, SECOND, SHOP), end=NOW, is_open=False, flags=(Flag.CODE_TYPED, Flag.VOID)
)  # fmt: skip

# Venues.

STALL = Venue(
    SHOP, VenueCode.from_random(301), "Tạp hóa Cô Ba", "shop", COMMUNE, COMMUNE_NAME, "12 Lê Lợi", STAY, "+84905123456",
    "S#volunteer", NOW, owner=str(LAN), capacity=40, parent=MARKET,
)  # fmt: skip
HALL = Venue(
    MARKET, VenueCode.from_random(302), "Chợ Đồng Xuân", "market", COMMUNE, COMMUNE_NAME, "Đồng Xuân", STAY,
    "+84905654321", "S#officer", NOW,
)  # fmt: skip
RENAMED = replace(
    HALL, code=VenueCode.from_random(303), name="Chợ Bắc Qua", state=VenueState.DEACTIVATED, revision=2
)  # fmt: skip

# Persons.

PROVED = Person(
    LAN, "Nguyễn Thị Lan", 1987, COMMUNE, COMMUNE_NAME, CardCode.from_random(401), NOW, phone="+84912345678",
    phone_verified_at=NOW + MINUTE, identity="CCCD:001093029317", revision=2,
)  # fmt: skip
ASSISTED = Person(
    MINH, "Trần Văn Minh", 1950, ELSEWHERE, "Phường Hải Vân", CardCode.from_random(402), NOW, registered_by="S#officer"
)  # fmt: skip
CHALLENGE = OtpChallenge("d" * 64, NOW, NOW + 5 * MINUTE, tries=0, sends_today=2)
BROWSER = Subscription("https://fcm.googleapis.com/fcm/send/abc", "BPoint", "secret", NOW)

# Access.

LOOKED_UP = AccessRecord(
    f"P#{LAN}", "S#officer", "tracer", "VN-2025H1/001", "person-looked-up", "gọi điện", NOW, "0a0b"
)
SEAL = sealed(date(2021, 10, 3), [LOOKED_UP.digest], previous=FIRST, kid="k1", key=b"book")

# Notices.

OTP = Notice(NoticeKey(LAN, "otp-1"), NoticeKind.PHONE_OTP, "+84912345678", "Mã xác nhận: 482913", NOW, NOW + HOUR)
CODE = CaseCode.from_random(501)
FIRST_TOLD = ExposureNotice(MINH, CODE, (Version(1, Told.F1, NOW, date(2021, 10, 2), "market"),), NOW + 120 * DAY)
CORRECTED = replace(
    FIRST_TOLD, versions=(*FIRST_TOLD.versions, Version(2, Told.CORRECTION, NOW + HOUR, date(2021, 10, 2), "market"))
)  # fmt: skip

# Cases.

BARE = Case(
    CODE, LAN, COMMUNE, COMMUNE_NAME, Dates(NOW - DAY, NOW - HOUR), (), CaseState.CONFIRMED, Change.CONFIRMED, NOW,
    "S#tracer", "S#tracer", NOW, expires_at=NOW + 104 * DAY,
)  # fmt: skip
FULL = replace(
    BARE,
    code=CaseCode.from_random(502),
    person=NAM,
    dates=Dates(NOW - 2 * DAY, NOW - DAY, onset_at=NOW - 3 * DAY, isolated_at=NOW - MINUTE),
    milestones=(
        Milestone(MilestoneKind.HOUSEHOLD, people=(MINH, HOA)),
        Milestone(MilestoneKind.PLACE, NOW - DAY, NOW, venue=SHOP, category="shop"),
        Milestone(MilestoneKind.MET_CASUAL, NOW - DAY, NOW, place="nhà bà Tám, ngõ 5", people=(LAN,)),
        Milestone(MilestoneKind.MET_CLOSE, NOW - DAY, NOW, people=(HOA,), of=MINH),
    ),
    reason="xét nghiệm lại",
)
AMENDED = replace(
    FULL,
    dates=Dates(NOW - 2 * DAY, NOW - DAY),
    change=Change.AMENDED,
    asked_by="S#other",
    changed_by="S#other",
    changed_at=NOW + MINUTE,
    revision=2,
    reason="gọi lại",
    approvals={Group(str(SHOP), 18_903): Approval(600, "S#second", NOW)},
)
TRACE = Trace(
    revision=2,
    at=NOW + 2 * MINUTE,
    rule_version="contacts-1",
    policy_version="trace-2020.1",
    window=Window(NOW - 4 * DAY, NOW),
    counts={"F1": 2, "F2": 1, "VC": 2, "IC": 1},
    held=(HeldGroup(Group(str(MARKET), 18_902), 812, 77),),
    held_people=812,
    first=(HOA, MINH),
    first_notice_at=NOW + MINUTE,
    last_notice_at=NOW + 2 * MINUTE,
)
HELD_CASE = replace(AMENDED, trace=TRACE)
WITHDRAWN = replace(
    BARE, code=CaseCode.from_random(503), person=HOA, state=CaseState.RETRACTED, change=Change.RETRACTED, revision=2,
    changed_at=NOW + MINUTE, reason="nhầm mẫu", attempt=0,
)  # fmt: skip

# Contacts.

PIECES = (
    Piece(Closeness.INTERVIEW_CLOSE, SECOND - 7200, SECOND - 3600, SECOND + 2_000_000, via=str(HOA)),
    Piece(
        Closeness.VENUE, SECOND - 9000, SECOND - 7500, SECOND + 2_000_000, str(SHOP), "shop", assumed=True, crowded=True
    ),
)
ACTIVE = Edge(CODE, MINH, Grade.F1, PIECES, "contacts-1", "trace-2020.1", NOW, NOW + 104 * DAY, 1)
INACTIVE = replace(ACTIVE, person=HOA, grade=Grade.F2, revision=3, active=False)
CALLED = FollowUp(
    CODE, MINH, FollowUpState.REACHED, 1, entries=(FollowUpEntry(NOW, "S#tracer", FollowUpState.REACHED, None, ""),),
    revision=1, expires_at=NOW + 104 * DAY,
)  # fmt: skip
ISOLATED = replace(
    CALLED,
    state=FollowUpState.QUARANTINED,
    attempts=2,
    quarantined_at=NOW + HOUR,
    accepted_at=NOW + HOUR,
    entries=(
        *CALLED.entries,
        FollowUpEntry(NOW + HOUR, "S#other", FollowUpState.QUARANTINED, CallOutcome.ANSWERED, "hẹn buổi chiều"),
    ),
    revision=2,
)
HANDED = HandOver(CODE, ELSEWHERE, (HOA, MINH))
DINNER = Meeting(LAN, MINH, Closeness.INTERVIEW_CLOSE, SECOND - 7200, SECOND - 3600, SECOND + 2_000_000, "quán bún")
