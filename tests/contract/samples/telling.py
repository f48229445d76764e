"""Notices, with ids that no two tests share."""

from typing import Any

from domain.base.period import local_day
from domain.telling.exposure import ExposureNotice, Told, Version
from domain.telling.notice import Notice, NoticeKey, NoticeKind
from tests.contract.samples.base import DAY, MINUTE, NOW, numbers
from tests.contract.samples.people import a_phone, person_id
from tests.contract.samples.tracing import case_code


def a_notice(**over: Any) -> Notice:
    given: dict[str, Any] = {
        "key": NoticeKey(person_id(), f"otp-{next(numbers)}"),
        "kind": NoticeKind.PHONE_OTP,
        "phone": a_phone(),
        "text": "Mã xác nhận: 482913",
        "queued_at": NOW,
        "expires_at": NOW + 10 * MINUTE,
    }
    return Notice(**given | over)


def an_exposure(**over: Any) -> ExposureNotice:
    given: dict[str, Any] = {
        "person": over.get("person") or person_id(),
        "case": over.get("case") or case_code(),
        "versions": (Version(1, Told.F1, NOW, local_day(NOW), "grocery"),),
        "expires_at": NOW + 120 * DAY,
    }
    return ExposureNotice(**given | over)
