"""What cannot be right is refused with its field and rule, and leaves nothing half-written."""

from datetime import timedelta

import pytest

from domain.base.period import shown
from domain.people.codes import PersonId
from domain.presence.codes import VenueId
from domain.tracing.codes import CaseCode
from tests.journeys.actors.names import a_name, a_phone, ago, now
from tests.journeys.actors.town import Commune
from tests.journeys.actors.tracer import Tracer, lives_with, met, was_at
from tests.journeys.actors.wire import Reply
from tests.waiting import eventually

pytestmark = pytest.mark.journey
NOBODY = str(PersonId.from_random(7))
NO_VENUE = str(VenueId.from_random(7))
NO_CASE = str(CaseCode.from_random(7))


def faults(reply: Reply) -> dict[str, str]:
    return {fault["field"]: fault["rule"] for fault in reply.refused(422, "invalid")["errors"]}


def has_no_case(tracer: Tracer) -> bool:
    return not tracer.own_cases()


def test_a_person_who_cannot_be_meant(commune: Commune) -> None:
    tracer, volunteer = commune.tracer, commune.volunteer
    lan = commune.citizen()
    volunteer.registers_person(full_name=a_name(), year_of_birth=1950, phone=lan.phone).ok(201)

    tracer.says({"phone": a_phone()}).refused(404, "person-unknown")
    tracer.says({"phone": lan.phone}).refused(409, "person-ambiguous")
    assert faults(tracer.says({"phone": "113"})) == {"phone": "phone"}
    assert faults(tracer.says({"person_id": "LAN"})) == {"person_id": "person-id"}
    assert faults(tracer.says({})) == {"body": "exactly-one"}
    assert faults(tracer.says({"phone": lan.phone, "person_id": lan.person_id})) == {"body": "exactly-one"}
    assert has_no_case(tracer)

    by_id = tracer.says({"person_id": lan.person_id}).ok(201)["case_id"]
    assert tracer.waits_for(by_id).status == "published"


def test_a_phone_that_changed_its_owner(commune: Commune) -> None:
    tracer = commune.tracer
    before = commune.citizen()
    commune.town.proves_phone(before)
    proved = now()
    eventually(now, until=lambda second: second > proved)  # two who prove it in one second both hold it
    after = commune.citizen(phone=before.phone)
    commune.town.proves_phone(after)
    (holder,) = commune.volunteer.looks_up(phone=before.phone).ok(200)["persons"]
    assert holder["person_id"] == after.person_id
    assert before.profile()["phone_lost"] is True

    # It goes back and forth: nobody knows whose it is.
    commune.town.proves_phone(before)
    tracer.says({"phone": before.phone}).refused(409, "phone-changed-owner")
    met_there = met([], ago(hours=5), ago(hours=4), close=True) | {"people": [{"phone": before.phone}]}
    said = tracer.says({"person_id": commune.citizen().person_id}, milestones=[met_there])
    assert faults(said) == {"milestones[0].people[0].phone": "phone-changed-owner"}

    assert has_no_case(tracer)


@pytest.mark.parametrize(
    ("dates", "wanted"),  # from the moment of the test, which comes long after this line is read
    [
        ({"onset_at": -timedelta(minutes=1)}, {"onset_at": "after-confirmation"}),
        ({"specimen_at": -timedelta(minutes=1)}, {"specimen_at": "after-confirmation"}),
        ({"confirmed_at": timedelta(hours=1)}, {"confirmed_at": "future"}),
        ({"isolated_at": timedelta(hours=1)}, {"isolated_at": "future"}),
        (
            {"specimen_at": -timedelta(days=40), "onset_at": -timedelta(days=41)},
            {"specimen_at": "outside-retention", "onset_at": "outside-retention"},
        ),
    ],
    ids=["onset-after", "specimen-after", "confirmed-later", "isolated-later", "forgotten"],
)
def test_dates_that_cannot_be(commune: Commune, dates: dict[str, timedelta], wanted: dict[str, str]) -> None:
    lan = commune.citizen()

    said = commune.tracer.says({"phone": lan.phone}, **{name: shown(now() + away) for name, away in dates.items()})

    assert faults(said) == wanted
    assert has_no_case(commune.tracer)


def test_an_interview_that_cannot_be(commune: Commune) -> None:
    tracer, cafe = commune.tracer, commune.volunteer.registers_venue("food")
    lan, minh = commune.citizen(), commune.citizen()

    said = tracer.says(
        {"phone": lan.phone},
        milestones=[
            was_at(NO_VENUE, ago(hours=5), ago(hours=4)),
            was_at(cafe.venue_id, ago(hours=4), ago(hours=5)),
            was_at(cafe.venue_id, ago(days=40), ago(days=39)),
            {"kind": "place", "from": shown(ago(hours=5)), "to": shown(ago(hours=4)), "place": "Nhà ông Sáu"},
            met([NOBODY], ago(hours=5), ago(hours=4), close=True),
            {"kind": "household", "people": []},
            {"kind": "met_close", "people": [{"phone": a_phone()}]},
            lives_with(minh.person_id),
        ],
    )

    assert faults(said) == {
        "milestones[0].venue_id": "venue-unknown",
        "milestones[1].to": "period-order",
        "milestones[2].from": "outside-retention",
        "milestones[2].to": "outside-retention",
        "milestones[3].venue_id": "required",
        "milestones[4].people[0].person_id": "person-unknown",
        "milestones[5].people": "required",
        "milestones[6].people[0].phone": "person-unknown",
        "milestones[6].from": "required",
        "milestones[6].to": "required",
    }
    assert has_no_case(tracer)
    commune.town.settles()
    assert minh.notices() == []


def test_a_second_confirmation_and_a_change_of_what_is_over(commune: Commune) -> None:
    tracer = commune.tracer
    lan = commune.citizen()
    facts = {"specimen_at": shown(ago(hours=3)), "confirmed_at": shown(ago(hours=1)), "onset_at": shown(ago(days=2))}
    case = tracer.says({"phone": lan.phone}, **facts).ok(201)["case_id"]

    assert tracer.says({"phone": lan.phone}, **facts).ok(200)["case_id"] == case
    other = tracer.says({"phone": lan.phone}, **facts, isolated_at=shown(ago(minutes=10)))
    assert other.refused(409, "case-exists")["facts"] == {"case_id": case}
    tracer.releases(case)
    tracer.waits_for(case)
    tracer.releases(case).refused(409, "nothing-held")

    tracer.retracts(case).ok(200)
    tracer.waits_for(case)
    tracer.amends(case, onset_at=shown(ago(days=3))).refused(409, "case-retracted")
    tracer.releases(case).refused(409, "case-retracted")
    tracer.traces_again(case).refused(409, "case-retracted")
    again = tracer.says({"phone": lan.phone}, **facts).ok(201)["case_id"]
    assert again != case, "a new episode is a new case"
    assert tracer.waits_for(again).status == "published"


def test_what_does_not_exist(commune: Commune) -> None:
    tracer, lan = commune.tracer, commune.citizen()
    case = tracer.confirms(lan.phone)
    tracer.waits_for(case)

    tracer.asks_trace(NO_CASE).refused(404, "case-unknown")
    assert faults(tracer.asks_trace("WE8V-SHVX")) == {"case_id": "case-id"}
    tracer.retracts(NO_CASE).refused(404, "case-unknown")
    tracer.opens(case, lan.person_id).refused(404, "contact-unknown")
    tracer.notes(case, lan.person_id, "reached").refused(404, "contact-unknown")
    assert faults(tracer.opens(case, "LAN")) == {"person_id": "person-id"}
    assert faults(tracer.asks_contacts(case, cursor="?")) == {"cursor": "cursor"}
    tracer.asks_contacts("", status="asleep").refused(422, "invalid")
