"""A crowd of which a second person tells some: for how long and when they were there; the others go on waiting."""

from datetime import datetime, timedelta

import pytest

from adapters.dynamo import key_parts
from adapters.dynamo.notice import keys
from domain.base.period import local_day, shown
from domain.tracing.codes import CaseCode
from tests.journeys.actors.citizen import Citizen, Venue
from tests.journeys.actors.crowds import a_crowd_at
from tests.journeys.actors.names import an_opening
from tests.journeys.actors.town import Commune
from tests.journeys.actors.tracer import lives_with
from tools.deploy.deployed import settings_of

pytestmark = pytest.mark.journey
CROWD = 501  # by itself more than may be told without a second person


def told_of(commune: Commune, case: str) -> set[str]:
    """Everybody who has a notice about the case, by person, as the table holds them."""
    cloud = commune.town.cloud
    table = settings_of(cloud.client("lambda"), "local", "trace-steps")["NOTICE_TABLE"]
    wanted = keys.exposure(CaseCode.parse(case))
    pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=table, ProjectionExpression="pk, sk")
    return {
        str(key_parts.person_read(item["pk"]["S"]))
        for page in pages
        for item in page["Items"]
        if item["sk"]["S"] == wanted
    }


def stays(guest: Citizen, venue: Venue, opened: datetime, *, first: int, last: int) -> None:
    """From so many minutes after the opening until so many."""
    guest.checks_in(venue, opened + timedelta(minutes=first), out_at=shown(opened + timedelta(minutes=last)))


def test_some_of_a_crowd_are_told_and_the_others_are_not(commune: Commune) -> None:
    tracer, colleague = commune.tracer, commune.second_tracer
    fair = commune.volunteer.registers_venue("tourism", name="Hội chợ xuân")
    lan, minh, hoa, passing, sister = (commune.citizen() for _ in range(5))
    opened = an_opening(hours=30)
    a_crowd_at(commune, fair, opened, people=CROWD, noted_leaving=CROWD)  # gone after 55 minutes
    stays(lan, fair, opened, first=10, last=130)
    stays(minh, fair, opened, first=15, last=125)
    stays(hoa, fair, opened, first=80, last=120)
    stays(passing, fair, opened, first=80, last=100)

    case = tracer.confirms(lan.phone)
    trace = tracer.waits_for(case)
    assert (trace.status, trace.held["people"], trace.levels) == ("held", CROWD + 3, {})

    # What the second person sees before deciding: with the F0 for how long, in which hours, and nobody's name.
    (shape,) = colleague.looks_at_the_held(case).ok(200)["groups"]
    assert shape["lengths"] == [1, CROWD + 1, 1, 0]
    assert sum(hour > 0 for hour in shape["hours"]) >= 2
    assert minh.person_id not in str(shape)

    # Half an hour and more, in the second hour: not those who left before it, and not who came for a moment.
    group = {"venue_id": fair.venue_id, "day": local_day(opened + timedelta(minutes=10)).isoformat()}
    second_hour = {"from": shown(opened + timedelta(minutes=70)), "to": shown(opened + timedelta(minutes=130))}
    scope = {"chosen": [group], "min_minutes": 30, **second_hour}
    tracer.releases(case, **scope).refused(403, "same-person-release")
    colleague.releases(case, **{**scope, "chosen": [{**group, "day": "2020-01-01"}]}).refused(422, "invalid")
    assert told_of(commune, case) == set(), "whoever asked may not let it go, and no group is guessed"
    colleague.releases(case, **scope, reason="chỉ giờ thứ hai").ok(200)

    trace = tracer.waits_for(case)
    whom = {minh.person_id: "F1", hoa.person_id: "F1"}
    assert (trace.status, trace.levels) == ("held", whom)
    assert [(one["people"], one["released"]) for one in trace.held["groups"]] == [(CROWD + 1, 2)]
    for guest in (minh, hoa):
        guest.is_told("exposure_f1")
    commune.town.settles()
    assert told_of(commune, case) == set(whom)

    # A later run over other facts goes by what was decided, and tells whom it found besides.
    tracer.amends(case, milestones=[lives_with(sister.person_id)]).ok(200)
    trace = tracer.waits_for(case)
    assert (trace.status, trace.levels) == ("held", {**whom, sister.person_id: "F1"})
    assert trace.held["people"] == CROWD + 1

    # Nobody tells the rest, and whoever stated the facts has no say in that.
    tracer.declines(case, "không cần").refused(403, "same-person-release")
    colleague.declines(case, "đi qua rất nhanh").ok(200)
    for _ in range(2):
        trace = tracer.waits_for(case)
        assert (trace.status, set(trace.levels)) == ("published", {*whom, sister.person_id})
        assert [one["people"] for one in trace.told["declined"]] == [CROWD + 1]
        tracer.traces_again(case).ok(200)
    tracer.waits_for(case)
    commune.town.settles()
    assert told_of(commune, case) == {*whom, sister.person_id}
    assert [guest.was_told() for guest in (minh, hoa, passing)] == [["exposure_f1"], ["exposure_f1"], []]
