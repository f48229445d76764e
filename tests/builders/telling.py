"""What an exposed person is told."""

from dataclasses import replace
from typing import Any

from domain.base.period import local_day
from domain.telling.exposure import ExposureNotice, Told, Version
from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.builders.tracing import TRACE_POLICY, a_case_code


def an_exposure(person: int = 2, case: int = 1, **facts: Any) -> ExposureNotice:
    """The first version: an F1."""
    notice = ExposureNotice(
        a_person_id(person),
        a_case_code(case),
        (Version(1, Told.F1, NOW, local_day(NOW), "grocery"),),
        NOW + TRACE_POLICY.notices_kept,
    )
    return replace(notice, **facts)
