"""The page of one case: how a tracer comes to it, and what it asks."""

from collections.abc import Callable
from typing import Any

from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.trace_answers import (
    CASE,
    tracer_api,
)
from tests.web.visitor import DESKTOP, Visitor

TRACE = rf"/cases/{CASE}/trace(\?.*)?"


FILE = rf"/cases/{CASE}"


LIST = r"/contacts\?.*"


def opens(tracer: Visitor, tab: str = "") -> None:
    signed_in(tracer, f"/tracer/case{f'?tab={tab}' if tab else ''}#{CASE}")


def row(tracer: Visitor, name: str) -> Any:
    return tracer.page.locator("#contacts-rows tr").filter(has_text=name)


def arriving(arrives: Callable[..., Visitor]) -> Visitor:
    """A tracer before a published case with eight contacts."""
    visitor = arrives(viewport=DESKTOP)
    visitor.pool = Pool(visitor.context, "tracer")
    tracer_api(visitor.api)
    return visitor
