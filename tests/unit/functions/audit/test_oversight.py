"""Auditors: a search is itself on record, shows nobody's name, keeps to the unit; a check finds what was altered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.people.roles import Role
from functions.audit import service
from functions.audit.checks import service as checks
from functions.audit.words import told
from functions.words.every import ACTS
from tests.builders.base import KIM_LONG, VY_DA
from tests.builders.people import an_access
from tests.doors.house import House, open_house
from tests.doors.sign_in import staff_token

DAYS = {"from": "2021-10-01", "to": "2021-10-02"}


@pytest.fixture
def house() -> Iterator[House]:
    with open_house() as opened:
        yield opened


def auditor(unit: Any = VY_DA) -> str:
    return staff_token(Role.AUDITOR, unit)


def look_up(house: House, phone: str | None, unit: Any = VY_DA) -> None:
    token = staff_token(Role.HEALTH_STATION, unit)
    assert house.call("findPersons", {"phone": phone, "reason": "Đến trạm"}, token=token).status == 200


def search(house: House, token: str | None = None, **by: Any) -> Any:
    body = {**DAYS, "reason": "Khiếu nại", **by}
    return house.call("searchAccessLog", body, token=token or auditor())


def test_a_person_is_found_by_phone_and_named_by_initials_alone(house: House) -> None:
    person, token = house.citizen(1, full_name="Nguyễn Văn An")
    look_up(house, person.phone)
    answer = search(house, person={"phone": person.phone})
    assert answer.status == 200
    assert answer.json["person"] == f"N. V. An · {person.year_of_birth}"
    entry, own = sorted(answer.json["entries"], key=lambda each: each["act"], reverse=True)
    assert (entry["act"], entry["text"]["vi"]) == ("person-looked-up", "Đã tra cứu thông tin của người này")
    assert entry["reason"] == "Đến trạm"
    assert own["act"] == "access-log-searched"
    assert "Nguyễn" not in answer.content.decode()
    seen = house.call("listAccessLog", token=token).json["entries"]
    assert "access-log-searched" in {each["act"] for each in seen}, "the person sees that an auditor looked"


def test_what_a_member_of_staff_did_elsewhere_is_not_shown(house: House) -> None:
    person, _ = house.citizen(1)
    look_up(house, person.phone)
    look_up(house, person.phone, KIM_LONG)
    (staff_id,) = {r.actor[2:] for r, _ in house.audit.records.values() if r.actor.startswith("S#")}
    found = search(house, staff_id=staff_id).json["entries"]
    assert {each["unit"]["code"] for each in found if each["act"] == "person-looked-up"} == {VY_DA.code}


def test_a_search_by_unit_is_on_record_before_it_is_told(house: House) -> None:
    assert search(house, unit={"scheme": VY_DA.scheme, "code": VY_DA.code}).json["entries"] == []
    [record] = [record for record, _ in house.audit.records.values()]
    assert record.subject == f"U#{VY_DA}"
    assert (record.act, record.reason) == ("access-log-searched", "Khiếu nại")
    assert search(house, unit={"scheme": KIM_LONG.scheme, "code": KIM_LONG.code}).code == "outside-jurisdiction"


def test_a_person_of_another_unit_is_not_for_this_auditor(house: House) -> None:
    person, _ = house.citizen(1)
    assert search(house, auditor(KIM_LONG), person={"phone": person.phone}).code == "outside-jurisdiction"


def of_earlier_days(house: House, days: int) -> date:
    """A record on each of the days before today, all sealed; returns the first of them."""
    now = house.clock.now
    for back in range(days, 0, -1):
        house.audit.append(an_access(back, at=now - timedelta(days=back), nonce=f"{back:016x}"))
        service.seal_until(checks.yesterday(now) - timedelta(days=back - 1), audit=house.audit, keys=house.keys)
    return checks.yesterday(now) - timedelta(days=days - 1)


def test_a_check_finds_what_was_altered_and_is_the_last_one(house: House) -> None:
    day = of_earlier_days(house, 1).isoformat()
    days = {"from": day, "to": day}
    whole = house.call("verifyAccessLog", days, token=auditor()).json
    assert (whole["whole"], whole["records"], whole.get("findings", [])) == (True, 1, [])
    [(key, (record, digest))] = house.audit.records.items()
    house.audit.records[key] = (replace(record, reason="khác"), digest)
    broken = house.call("verifyAccessLog", days, token=auditor()).json
    assert broken["whole"] is False
    assert {found["what"] for found in broken["findings"]} == {"altered", "seal"}
    assert record.subject[2:] not in str(broken), "a finding names no person"
    house.clock.now += timedelta(seconds=1)
    listed = house.call("listSeals", query=days, token=auditor()).json
    assert listed["days"] == [{"date": day, "sealed": True, "records": 1}]
    assert listed["last_check"]["to"] == day


def test_a_check_stops_before_it_would_read_too_much(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MOST_CHECKED", 2)
    first = of_earlier_days(house, 3)
    asked = {"from": first.isoformat(), "to": (first + timedelta(days=2)).isoformat()}
    made = house.call("verifyAccessLog", asked, token=auditor()).json
    assert (made["to"], made["records"]) == ((first + timedelta(days=1)).isoformat(), 2)
    assert made["whole"]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.code)
def test_an_auditor_reads_of_a_person_and_is_not_spoken_to(act: Any) -> None:
    said = told(act.code)
    assert "bạn" not in said.vi.lower().split()
    assert not {"you", "your", "yours"} & set(said.en.lower().split())


def test_an_act_whose_words_are_gone_is_said_by_its_code() -> None:
    assert told("of-another-time").vi == "of-another-time"
