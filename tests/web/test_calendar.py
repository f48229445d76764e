"""The last day at home in the calendar of the phone: what is in it, and what is kept out of it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import expect

from tests.web.answers import HERE
from tests.web.conftest import make_known
from tests.web.test_notices import told
from tests.web.test_whom_to_call import TODAY, f1, shown
from tests.web.trace_answers import notice
from tests.web.visitor import Visitor

ADD = "Thêm vào lịch"


def event(visitor: Visitor, name: str = ADD) -> tuple[str, dict[str, str]]:
    """The name of the file, and the event's own lines, as a calendar reads them."""
    with visitor.page.expect_download() as saving:
        visitor.page.get_by_role("button", name=name).first.click()
    raw = Path(saving.value.path()).read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    text = raw.decode("utf-8")
    assert not re.search(r"[^\r]\n", text)
    lines = text.replace("\r\n ", "").split("\r\n")
    own = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("BEGIN:VALARM")]
    return saving.value.suggested_filename, dict(line.split(":", 1) for line in own)


def test_the_days_at_home_go_into_the_calendar(citizen: Visitor) -> None:
    told(citizen, f1())
    citizen.open("/notices")
    citizen.sees("Trạm y tế phường Hồng Hà")
    file, found = event(citizen)
    assert file == f"vung-xanh-{TODAY + timedelta(days=5)}.ics"
    issued = datetime.fromisoformat(f1()["issued_at"]).astimezone(HERE)
    assert found["DTSTART;VALUE=DATE"] == f"{issued:%Y%m%d}"
    assert found["DTEND;VALUE=DATE"] == f"{TODAY + timedelta(days=6):%Y%m%d}"
    assert found["SUMMARY"] == f"Ở nhà đến hết ngày {shown(5)}"
    assert found["UID"].startswith("n00000000000@")
    assert re.fullmatch(r"\d{8}T\d{6}Z", found["DTSTAMP"])
    assert found["URL"] == f"{citizen.site}/notices"
    assert "Trạm y tế phường Hồng Hà\\, 024 3825 3531" in found["DESCRIPTION"]
    citizen.axe()
    citizen.fits()
    citizen.dark()


def test_it_names_no_illness_and_no_place(citizen: Visitor) -> None:
    told(citizen, f1())
    citizen.open("/notices")
    _, found = event(citizen)
    said = " ".join(found.values())
    assert not re.search(r"F0|F1|F2|COVID|ca bệnh|cách ly|tiếp xúc|chợ", said, re.IGNORECASE)
    assert found["CLASS"] == "PRIVATE"


def test_the_same_notice_is_the_same_event(citizen: Visitor) -> None:
    told(citizen, f1())
    citizen.open("/notices")
    first, again = event(citizen)[1], event(citizen)[1]
    assert first["UID"] == again["UID"]


def test_nothing_is_offered_where_nobody_stays_at_home(citizen: Visitor) -> None:
    told(citizen, f1(0, days=-1), f1(1, withdrawn=True), f1(2, replaced=True), notice(3), notice(4, kind="correction"))
    citizen.open("/notices")
    citizen.sees("Đính chính")
    expect(citizen.page.get_by_role("button", name=ADD)).to_have_count(0)


def test_without_a_network_it_works_too_and_in_english(arrives: Callable[..., Visitor]) -> None:
    visitor = make_known(arrives())
    told(visitor, f1())
    visitor.open("/notices")
    visitor.sees("Hiện bạn thuộc diện F1")
    visitor.open("/notices?lang=en")
    visitor.api.down = True
    visitor.page.reload()
    visitor.sees("You are an F1 contact now")
    _, found = event(visitor, "Add to calendar")
    assert found["SUMMARY"] == f"At home to the end of {shown(5)}"
