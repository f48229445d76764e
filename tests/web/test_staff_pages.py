"""What holds for every page of staff in every state: readable by assistive tools, at any size of screen and text, in the dark."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import expect

from tests.web.answers import statistics, venue
from tests.web.api import Reply, problem
from tests.web.home_answers import SEALS, STAGE, WAITS
from tests.web.people_answers import merge
from tests.web.pool import Pool
from tests.web.test_staff import signed_in
from tests.web.trace_answers import CASE, at, case_row, contacts, trace, tracer_api
from tests.web.visitor import Visitor

BUSY = problem(503, "busy", "Hệ thống đang bận, hãy gửi lại sau ít giây.")
SMALL = ((320,), (200,))
SILENT = {"stage": "local", "at": at(0), "verdict": "unknown", "alarms": [], "queues": []}


class Scene(NamedTuple):
    """A page, who opens it, the call it waits for, and answers that put it into its other states."""

    path: str
    role: str
    call: str
    full: Any
    empty: Any = None


SCENES = (
    Scene("/staff/venues", "commune_officer", r"/venues\?.*", {"venues": [venue(), venue()]}, {"venues": []}),
    Scene("/staff/desk", "commune_officer", r"/venues\?.*", {"venues": [venue()]}, {"venues": []}),
    Scene("/staff/merges", "commune_officer", "/merges", {"merges": [merge(), merge("joined")]}, {"merges": []}),
    Scene("/staff/statistics", "province_officer", r"/statistics\?.*", statistics(), None),
    Scene("/tracer/cases", "tracer", r"/cases\?.*", {"cases": [case_row()] * 2, "next_cursor": ""}, {"cases": [], "next_cursor": ""}),
    Scene(f"/tracer/case#{CASE}", "tracer", rf"/cases/{CASE}/trace(\?.*)?", trace(), trace("running", people=0)),
    Scene(f"/tracer/case?tab=graph#{CASE}", "tracer", rf"/cases/{CASE}/trace(\?.*)?", trace(), None),
    Scene(f"/tracer/case?tab=file#{CASE}", "tracer", rf"/cases/{CASE}/trace(\?.*)?", trace("held"), None),
    Scene("/tracer/todo", "tracer", r"/contacts\?.*", contacts(), contacts(0)),
    Scene("/staff/stage", "operator", "/stage-health", STAGE, SILENT),
    Scene("/staff/access", "auditor", r"/access-seals\?.*", SEALS, {"days": []}),
    Scene("/staff/people", "lab_staff", "/nothing", None, None),
    Scene("/staff", "commune_officer", "/nothing", None, None),
)  # fmt: skip


def settled(visitor: Visitor) -> None:
    expect(visitor.page.locator("h1, h2").filter(visible=True).first).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.path.replace(f"#{CASE}", ""))
def test_a_page_of_staff(arrives: Callable[..., Visitor], scene: Scene) -> None:
    visitor = arrives()
    visitor.pool = Pool(visitor.context, scene.role)
    tracer_api(visitor.api)
    if scene.path == "/staff":
        for figure, told in {r"/statistics\?.*": statistics(), **WAITS}.items():
            visitor.api.on("GET", figure, Reply(200, told))
    if scene.full is not None:
        visitor.api.on("GET", scene.call, Reply(200, scene.full))
    signed_in(visitor, scene.path)
    settled(visitor)
    visitor.axe()
    visitor.dark()
    visitor.fits()
    if scene.full is None:
        return
    for answer in (Reply(200, scene.empty) if scene.empty else None, BUSY):
        if answer is not None:
            visitor.api.on("GET", scene.call, answer)
            visitor.page.reload()
            settled(visitor)
            visitor.axe()
            visitor.fits(*SMALL)
    visitor.api.down = True
    visitor.page.reload()
    settled(visitor)
    visitor.axe()
    visitor.fits(*SMALL)
