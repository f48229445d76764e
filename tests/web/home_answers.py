"""What a home asks for, and how somebody of a role lands on a page."""

from domain.people.roles import Role
from tests.web.answers import statistics
from tests.web.api import Reply
from tests.web.pool import PASSWORD, Pool
from tests.web.trace_answers import at, counts
from tests.web.visitor import Visitor

STAGE = {
    "stage": "production",
    "at": at(0),
    "verdict": "trouble",
    "alarms": [
        {"name": "api-5xx", "state": "ok", "meaning": "The API failed to answer.", "playbook": "api-5xx"},
        {
            "name": "dead-letters",
            "state": "rings",
            "meaning": "Work was parked after it failed repeatedly.",
            "playbook": "dead-letters",
            "since": at(-1),
        },
    ],
    "queues": [
        {"name": "case", "waiting": 3, "under_way": 1, "parked": False, "oldest_s": 130},
        {"name": "case-parked", "waiting": 2, "under_way": 0, "parked": True},
    ],
    "workflows": [{"name": "trace", "running": 1, "failed": 0}],
    "scheduled": [{"name": "audit-seal", "schedule": "rate(1 day)", "enabled": True, "last_run": at(-9), "errors": 0}],
    "deployed": [{"name": "trace", "at": at(-50), "state": "UPDATE_COMPLETE"}],
}
CHECK = {"at": at(-2), "from": "2021-10-01", "to": "2021-10-31", "findings": 0}
SEALS = {"days": [{"date": "2021-10-01", "sealed": True, "records": 412}], "last_check": CHECK}
WAITS = {
    r"/contacts\?.*": {"contacts": [], "counts": counts(12, overdue=3, unreachable=1, matching=12)},
    r"/cases\?.*": {"cases": [], "counts": {"open": 7, "held": 1}},
    "/merges": {"merges": []},
    r"/access-seals\?.*": SEALS,
    "/stage-health": STAGE,
}


def lands(visitor: Visitor, role: Role, path: str = "/staff", unit: str = "00097", scheme: str = "VN-2025H2") -> None:
    visitor.pool = Pool(visitor.context, role=role.value, unit=unit, scheme=scheme)
    visitor.api.on("GET", r"/statistics\?.*", Reply(200, statistics()))
    for path_of_figures, answer in WAITS.items():
        visitor.api.on("GET", path_of_figures, Reply(200, answer))
    visitor.open(path)
    visitor.page.get_by_label("Tên đăng nhập").fill("can-bo")
    visitor.page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    visitor.page.get_by_role("button", name="Đăng nhập").click()
