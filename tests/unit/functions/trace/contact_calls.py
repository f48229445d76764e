"""What staff send about contacts, and outbreaks that tests begin from."""

from datetime import timedelta

from domain.people.roles import Role
from tests.builders.base import HAI_VAN, HUE, KIM_LONG, NOW
from tests.builders.people import a_person_id
from tests.unit.functions.trace.outbreak import (
    TRACER,
    market,
    person,
    token_of,
    traced_case,
    were_there,
)

STATION = token_of(Role.HEALTH_STATION)
NEIGHBOURS_STATION = token_of(Role.HEALTH_STATION, KIM_LONG)
PROVINCE = token_of(unit=HUE)
STRANGER = token_of(unit=HAI_VAN)


def listed(house, *, token=TRACER, **query):
    reply = house.call("listContacts", token=token, query=query)
    assert reply.status == 200, reply.content
    return reply.json


def everybody(house, *, token=TRACER, limit=20, between=lambda: None, **query):
    """Rows of all pages; `between` happens after each."""
    rows, cursor, pages = [], "", 0
    while True:
        page = listed(house, token=token, limit=limit, cursor=cursor, **query)
        assert len(page["contacts"]) <= limit
        rows += page["contacts"]
        cursor = page.get("next_cursor", "")
        pages += 1
        assert pages < 100, "the pages never end"
        if not cursor:
            return rows
        between()


def ids_of(rows):
    return [(row["case_id"], row["person_id"]) for row in rows]


def numbers(*people):
    return {str(a_person_id(number)) for number in people}


def home(*people):
    return {"kind": "household", "people": [{"person_id": str(a_person_id(number))} for number in people]}


def opened(house, code, number, *, token=TRACER, **body):
    return house.call("getContact", body, token=token, case_id=code, person_id=a_person_id(number))


def update(house, code, number, *, token=TRACER, **body):
    if body.get("status") == "closed":
        body = {"close_reason": "term_over", **body}
    return house.call(
        "updateContact", {"status": "reached", **body}, token=token, case_id=code, person_id=a_person_id(number)
    )


def records(house):
    return [record for record, _ in house.audit.records.values()]


def an_outbreak(house, *, wide=5, first=2, f0=1, at_home=()):
    """An F0 at the market with `wide` others; some more at home."""
    for number in (f0, *range(first, first + wide), *at_home):
        if house.persons.by_id(a_person_id(number)) is None:
            person(house, number)
    if not house.venues.by_ids([]) and not house.venues._venues:
        market(house)
    were_there(house, (f0, *range(first, first + wide)))
    return traced_case(house, f0, milestones=[home(*at_home)] if at_home else [])


def three_cases(house):
    """Newest confirmation first; contacts overlap, for one person may be a contact of several."""
    for number in range(1, 40):
        person(house, number)
    market(house)
    codes = []
    for f0, people in ((1, range(4, 16)), (2, range(12, 20)), (3, ())):
        at = NOW - timedelta(hours=30 - 8 * f0)
        were_there(house, (f0, *people), at=at)
        codes.append(
            traced_case(
                house,
                f0,
                milestones=[home(30 + f0)] if people else [],
                confirmed_at=f"2021-10-02T07:0{f0}:00+07:00",
            )
        )
    return codes


def in_three_communes(house):
    """An F0 of Vỹ Dạ with contacts at home, in Kim Long (same province) and in Hải Vân (another province)."""
    person(house, 1)
    person(house, 2)
    person(house, 3, unit=KIM_LONG, full_name="Trần Văn Minh")
    person(house, 4, unit=HAI_VAN)
    return traced_case(house, milestones=[home(2, 3, 4)])
