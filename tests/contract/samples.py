"""Valid values with one override per test, and ids that no two tests share."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from domain.base.period import epoch, local_day
from domain.people.audit import AccessRecord
from domain.people.codes import CardCode, PersonId
from domain.people.person import Person
from domain.presence.codes import VenueCode, VenueId
from domain.presence.policy import Stay
from domain.presence.venue import Venue
from domain.presence.visit import Source, Visit, VisitKey
from domain.telling.exposure import ExposureNotice, Told, Version
from domain.telling.notice import Notice, NoticeKey, NoticeKind
from domain.tracing.case import Case, CaseState, Change, Trace, Window
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Closeness, Edge, Grade, Piece
from domain.tracing.follow_up import Entry, FollowUp, FollowUpState, Outcome
from domain.tracing.meeting import Meeting
from domain.tracing.milestone import Dates

NOW = datetime(2021, 10, 3, 1, 15, 12, tzinfo=UTC)  # 08:15 in Vietnam
STAY = Stay(timedelta(minutes=30), timedelta(minutes=120))
COMMUNE = "VN-2025H2/01/00004"
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

_numbers = count(1)


class Clock:
    """A clock that a test moves."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def person_id() -> PersonId:
    return PersonId.from_random(next(_numbers))


def venue_id() -> VenueId:
    return VenueId.from_random(next(_numbers))


def venue_code() -> VenueCode:
    return VenueCode.from_random(next(_numbers))


def a_phone() -> str:
    return f"+849{next(_numbers):08d}"


def a_visit(start: datetime = NOW, **over: Any) -> Visit:
    key = VisitKey(over.pop("person", None) or person_id(), epoch(start), over.pop("venue", None) or venue_id())
    given: dict[str, Any] = {
        "key": key,
        "start": start,
        "end": start + STAY.default,
        "is_open": True,
        "category": "shop",
        "unit_path": COMMUNE,
        "source": Source.PERSON_SCAN,
        "expires_at": start + 30 * DAY,
    }
    return Visit(**given | over)


def a_venue(**over: Any) -> Venue:
    number = next(_numbers)
    given: dict[str, Any] = {
        "venue_id": venue_id(),
        "code": venue_code(),
        "name": f"Phở Gà {number}",
        "category": "food",
        "unit_path": COMMUNE,
        "unit_name": "Phường Hồng Hà, Thành phố Hà Nội",
        "address": "29/3 Hàng Bài",
        "stay": STAY,
        "contact_phone": "+84912345678",
        "registered_by": "S#staff",
        "registered_at": NOW,
    }
    return Venue(**given | over)


def a_person(**over: Any) -> Person:
    given: dict[str, Any] = {
        "person_id": person_id(),
        "full_name": "Nguyễn Thị Ngọc Ánh",
        "year_of_birth": 1990,
        "unit_path": COMMUNE,
        "unit_name": "Phường Hồng Hà, Thành phố Hà Nội",
        "card": CardCode.from_random(next(_numbers)),
        "registered_at": NOW,
        "phone": a_phone(),
    }
    return Person(**given | over)


def an_access(**over: Any) -> AccessRecord:
    number = next(_numbers)
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


def a_notice(**over: Any) -> Notice:
    given: dict[str, Any] = {
        "key": NoticeKey(person_id(), f"otp-{next(_numbers)}"),
        "kind": NoticeKind.PHONE_OTP,
        "phone": a_phone(),
        "text": "Mã xác nhận: 482913",
        "queued_at": NOW,
        "expires_at": NOW + 10 * MINUTE,
    }
    return Notice(**given | over)


def case_code() -> CaseCode:
    return CaseCode.from_random(next(_numbers))


def a_case(**over: Any) -> Case:
    given: dict[str, Any] = {
        "code": case_code(),
        "person": person_id(),
        "unit_path": COMMUNE,
        "unit_name": "Phường Hồng Hà, Thành phố Hà Nội",
        "dates": Dates(specimen_at=NOW - DAY, confirmed_at=NOW - 60 * MINUTE),
        "milestones": (),
        "state": CaseState.CONFIRMED,
        "change": Change.CONFIRMED,
        "recorded_at": NOW,
        "asked_by": "S#tracer",
        "changed_by": "S#tracer",
        "changed_at": NOW,
        "expires_at": NOW + 104 * DAY,
    }
    return Case(**given | over)


def a_trace(revision: int = 1, **over: Any) -> Trace:
    given: dict[str, Any] = {
        "revision": revision,
        "at": NOW + MINUTE,
        "rule_version": "contacts-1",
        "policy_version": "trace-2020.1",
        "window": Window(NOW - 4 * DAY, NOW),
        "counts": {"F1": 2, "F2": 1, "VC": 2, "IC": 1},
    }
    return Trace(**given | over)


def a_piece(start: datetime = NOW - DAY, minutes: int = 30, **over: Any) -> Piece:
    given: dict[str, Any] = {
        "closeness": Closeness.VENUE,
        "start": epoch(start),
        "end": epoch(start) + 60 * minutes,
        "source_expires": epoch(start + 30 * DAY),
        "venue": str(venue_id()),
        "category": "grocery",
    }
    return Piece(**given | over)


def an_edge(**over: Any) -> Edge:
    given: dict[str, Any] = {
        "case": over.get("case") or case_code(),
        "person": over.get("person") or person_id(),
        "grade": Grade.F1,
        "pieces": (a_piece(),),
        "rule_version": "contacts-1",
        "policy_version": "trace-2020.1",
        "found_at": NOW,
        "expires_at": NOW + 104 * DAY,
        "revision": 1,
    }
    return Edge(**given | over)


def an_entry(**over: Any) -> Entry:
    given: dict[str, Any] = {
        "at": NOW,
        "by": "S#tracer",
        "state": FollowUpState.REACHED,
        "outcome": Outcome.ANSWERED,
        "note": "hẹn gọi lại buổi chiều",
    }
    return Entry(**given | over)


def a_follow_up(**over: Any) -> FollowUp:
    """The first record of somebody's work."""
    given: dict[str, Any] = {
        "case": over.get("case") or case_code(),
        "person": over.get("person") or person_id(),
        "state": FollowUpState.REACHED,
        "attempts": 1,
        "entries": (an_entry(),),
        "revision": 1,
        "expires_at": NOW + 104 * DAY,
    }
    return FollowUp(**given | over)


def a_meeting(**over: Any) -> Meeting:
    given: dict[str, Any] = {
        "person": over.get("person") or person_id(),
        "other": over.get("other") or person_id(),
        "closeness": Closeness.INTERVIEW_CLOSE,
        "start": epoch(NOW - DAY),
        "end": epoch(NOW - DAY) + 3600,
        "expires": epoch(NOW + 29 * DAY),
    }
    return Meeting(**given | over)


def an_exposure(**over: Any) -> ExposureNotice:
    given: dict[str, Any] = {
        "person": over.get("person") or person_id(),
        "case": over.get("case") or case_code(),
        "versions": (Version(1, Told.F1, NOW, local_day(NOW), "grocery"),),
        "expires_at": NOW + 120 * DAY,
    }
    return ExposureNotice(**given | over)
