"""A contact who lives elsewhere is handed over to the staff there: not hidden, and not worked on by two."""

import pytest

from domain.base.period import shown
from tests.journeys.actors.citizen import Citizen
from tests.journeys.actors.names import ago
from tests.journeys.actors.town import Commune, Town
from tests.journeys.actors.tracer import lives_with, met

pytestmark = pytest.mark.journey


def test_the_tracer_of_the_place_of_residence_takes_over(town: Town, commune: Commune) -> None:
    there, elsewhere = town.commune(), town.commune()
    tracer, neighbour, foreign = commune.tracer, there.tracer, elsewhere.tracer
    market = commune.volunteer.registers_venue("market")
    lan, minh, commuter = commune.citizen(), commune.citizen(), there.citizen()
    for visitor in (lan, minh, commuter):
        visitor.checks_in(market, ago(hours=26), out_at=shown(ago(hours=25)))

    case = tracer.confirms(lan.phone)
    tracer.waits_for(case)

    assert {row.get("handed_over", False) for row in tracer.contacts(case).values()} == {False, True}
    queue = neighbour.contacts()
    assert list(queue) == [commuter.person_id]
    assert (queue[commuter.person_id]["case_id"], queue[commuter.person_id]["status"]) == (case, "to_call")
    assert list(neighbour.contacts(case)) == [commuter.person_id]
    (listed,) = neighbour.own_cases()
    assert (listed["case_id"], listed["handed_over"], listed["f1"]) == (case, True, 0)
    neighbour.asks_case(case).refused(403, "outside-jurisdiction")
    neighbour.asks_trace(case).refused(403, "outside-jurisdiction")
    neighbour.opens(case, minh.person_id).refused(403, "outside-jurisdiction")
    neighbour.retracts(case).refused(403, "outside-jurisdiction")

    tracer.notes(case, commuter.person_id, "reached", outcome="answered").refused(403, "handed-over")
    neighbour.notes(case, commuter.person_id, "reached", outcome="answered").ok(200)
    taken = tracer.contacts(case)[commuter.person_id]
    assert (taken["status"], taken["unit"]["code"]) == ("reached", there.unit.code)
    assert taken["accepted_at"]
    commuter.is_told("exposure_f1")

    foreign.asks_contacts(case).refused(403, "outside-jurisdiction")
    foreign.opens(case, commuter.person_id).refused(403, "outside-jurisdiction")
    foreign.notes(case, commuter.person_id, "reached").refused(403, "outside-jurisdiction")
    foreign.asks_trace(case).refused(403, "outside-jurisdiction")
    foreign.amends(case, onset_at=shown(ago(days=1))).refused(403, "outside-jurisdiction")
    assert foreign.contacts() == {}
    assert foreign.own_cases() == []

    tracer.retracts(case).ok(200)
    tracer.waits_for(case)
    commuter.is_told("exposure_f1", "correction")
    assert neighbour.contacts() == {}


def test_only_the_staff_of_the_place_of_residence_confirm_a_case(town: Town, commune: Commune) -> None:
    lan = commune.citizen()
    there = town.commune()

    there.tracer.says({"phone": lan.phone}).refused(403, "outside-jurisdiction")
    assert commune.tracer.own_cases() == []

    case = commune.tracer.confirms(lan.phone)
    assert commune.tracer.waits_for(case).status == "published"


@pytest.mark.parametrize("role", ["commune_officer", "volunteer", "auditor", "operator"])
def test_others_may_not_trace(town: Town, commune: Commune, role: str) -> None:
    lan: Citizen = commune.citizen()
    someone = town.hires(role, commune.unit)

    someone.wire.post("/cases", {"phone": lan.phone}).refused(403, "not-allowed")
    someone.wire.get("/contacts").refused(403, "not-allowed")


def test_the_province_sees_and_works_on_all_of_it(town: Town, ours: Commune) -> None:
    from tests.journeys.actors.tracer import Tracer

    province = Tracer.of(town.officer("tracer"))
    there = town.commune_of_the_province()
    lan, sister, nephew = ours.citizen(), there.citizen(), there.citizen()
    said = [
        met([sister.person_id], ago(hours=30), ago(hours=28), close=True),
        lives_with(nephew.person_id, of=sister.person_id),
    ]

    case = province.confirms(lan.phone, milestones=said)

    assert province.waits_for(case).levels == {sister.person_id: "F1", nephew.person_id: "F2"}
    assert not [row for row in province.contacts(case).values() if row.get("handed_over")]
    assert set(there.tracer.contacts()) == {sister.person_id, nephew.person_id}
    assert [row["case_id"] for row in ours.tracer.own_cases()] == [case]
