"""Moments are those of Viet Nam's clock and words those of the page, whatever zone the device is in and whatever language
its browser speaks."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.web.answers import TOKEN, statistics
from tests.web.api import Reply
from tests.web.conftest import make_known
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.trace_answers import CASE, access, notice, notices, tracer_api
from tests.web.visitor import DESKTOP, Visitor

ELSEWHERE = {"timezone_id": "America/Los_Angeles", "locale": "en-US"}
CITIZEN = (f"/c#{TOKEN}", "/notices", "/policy", "/me")
STAFF = (f"/tracer/case#{CASE}", f"/tracer/case?tab=file#{CASE}", "/tracer/cases", "/tracer/todo", "/staff/statistics")


def said(visitor: Visitor, path: str, *, staff: bool) -> str:
    if staff:
        signed_in(visitor, path)
    else:
        visitor.open("/robots.txt")  # a fragment alone would be no new page
        visitor.open(path)
    visitor.page.wait_for_load_state("networkidle")
    return visitor.page.locator("main").inner_text()


@pytest.mark.parametrize("who", ["citizen", "staff"])
def test_pages_say_the_same_in_another_zone_and_browser_language(arrives: Callable[..., Visitor], who: str) -> None:
    now = datetime.now(UTC)
    told = notices(notice(0), notice(1))
    seen = {"entries": [access(0)], "next_cursor": ""}
    texts: list[dict[str, str]] = []
    first: Visitor | None = None
    for options in ({}, ELSEWHERE):
        visitor = make_known(arrives(viewport=DESKTOP, **options))
        visitor.context.clock.set_fixed_time(now)
        visitor.pool = Pool(visitor.context, "tracer")
        tracer_api(visitor.api)
        visitor.api.on("GET", r"/statistics\?.*", Reply(200, statistics()))
        visitor.api.on("GET", r"/me/notices(\?.*)?", Reply(200, told))
        visitor.api.on("GET", "/me/access-log", Reply(200, seen))
        if first:
            visitor.api.answers_as(first.api)
        first = first or visitor
        texts.append(
            {path: said(visitor, path, staff=who == "staff") for path in (STAFF if who == "staff" else CITIZEN)}
        )
    here, elsewhere = texts
    for path, text in here.items():
        assert len(text) > 40, path
        assert elsewhere[path] == text, path
