"""What staff send about a case, and cases in the states that tests begin from."""

from domain.tracing.codes import CaseCode
from tests.builders.presence import a_venue_id
from tests.unit.functions.trace.outbreak import (
    SECOND,
    TRACER,
    last_trace,
    market,
    person,
    traced_case,
    were_there,
)

UNKNOWN = CaseCode.from_random(7).shown
STAY = {"kind": "place", "venue_id": str(a_venue_id(1)), "from": "2021-10-01T08:00:00+07:00"}
STAY["to"] = "2021-10-01T09:00:00+07:00"
MET = {"kind": "met_close", "from": STAY["from"], "to": STAY["to"]}
CHANGES = {
    "amendCase": {"onset_at": "2021-10-01T20:00:00+07:00"},
    "retractCase": {"reason": "âm tính"},
    "releaseTrace": {},
    "retraceCase": {},
}
READS = ("getCase", "getTrace")


def acts(house):
    return [record.act for record, _ in house.audit.records.values()]


def held_case(house, *, wide=501, **changes):
    """A case whose group at the market is too wide."""
    person(house, 1)
    market(house)
    were_there(house, range(1, wide + 2))
    code = traced_case(house, **changes)
    assert last_trace(house, code).held_people == wide
    return code


def release(house, code, *, token=SECOND, **body):
    return house.call("releaseTrace", body, token=token, case_id=code)


def amend(house, code, *, token=TRACER, **body):
    return house.call("amendCase", body, token=token, case_id=code)


def retract(house, code, *, token=TRACER):
    return house.call("retractCase", {}, token=token, case_id=code)


def cases_listed(house, *, token=TRACER, **query):
    reply = house.call("listCases", token=token, query=query)
    assert reply.status == 200, reply.content
    return reply.json
