"""A province's data survives a deployment: items as commit 5976e1b wrote them are read and written alike today.

`golden/<Table>.json` was made by that commit's stores from golden_story.py. It is never made anew: a store that wants
another shape reads the old one too, and says so here.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.aws.sealing import AesSealer
from adapters.dynamo import key_parts
from adapters.dynamo.audit.log import DynamoAudit
from adapters.dynamo.case import keys as case_keys
from adapters.dynamo.case.cases import DynamoCases
from adapters.dynamo.case.contacts import DynamoContacts
from adapters.dynamo.case.item import case_event, was_held
from adapters.dynamo.case.meetings import DynamoMeetings
from adapters.dynamo.notice.exposures import DynamoExposures
from adapters.dynamo.notice.item import notice_queued
from adapters.dynamo.notice.notices import DynamoNotices
from adapters.dynamo.person.challenges import DynamoChallenges
from adapters.dynamo.person.persons import DynamoPersons
from adapters.dynamo.person.residences import DynamoResidences
from adapters.dynamo.person.subscriptions import DynamoSubscriptions
from adapters.dynamo.secret.secrets import DynamoSecrets
from adapters.dynamo.stat.statistics import DynamoStatistics
from adapters.dynamo.venue import keys
from adapters.dynamo.venue.item import is_venue, venue_from_item
from adapters.dynamo.venue.venues import DynamoVenues
from adapters.dynamo.visit.copresence import DynamoCoPresence
from adapters.dynamo.visit.item import visit_from_item
from adapters.dynamo.visit.visits import DynamoVisits
from domain.base.secret import Purpose
from domain.figures.statistics import DayCount, Metric
from domain.people.person import Handle, HandleKind
from domain.people.phone.numbers import NumberFact, What
from domain.presence.codes import VenueCode, VenueId
from domain.presence.errors import VenueExists
from domain.presence.succession import succeeded
from domain.presence.venue import VenueState
from domain.telling.notice import Channel, NoticeState
from domain.tracing.case import CaseState, Change
from domain.tracing.events import CaseConfirmed
from domain.tracing.registers.cases import HistoryLine
from domain.tracing.run import LeaseAnswer, Run
from domain.tracing.search.overlap import Lookup, Presence
from tests.contract import golden_values as v
from tests.contract.engines import Stores
from tests.contract.golden_story import DAY_MARKED, WRITERS, dumped, load, without_chance

GOLDEN = Path(__file__).with_name("golden")


def golden(purpose: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads((GOLDEN / f"{purpose}.json").read_text(encoding="utf-8"))
    return items


def stored(stores: Stores, purpose: str) -> str:
    """A table that holds what the old code left."""
    table = stores.table(purpose)
    load(table, golden(purpose))
    return table


def sealer() -> AesSealer:
    return AesSealer(v.OneKey())


@pytest.mark.parametrize("purpose", WRITERS)
def test_the_same_values_make_the_same_items(
    purpose: str, moto_stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_chance(monkeypatch)
    table = moto_stores.table(purpose)
    WRITERS[purpose](table)
    marked = list(map(with_todays_mark, golden(purpose)))
    known = [*marked, *todays_proofs(marked), *todays_lists(marked)]
    assert by_key(dumped(table)) == by_key(with_todays_names(known))


def _listed(item: dict[str, Any]) -> dict[str, Any]:
    if item["pk"]["S"].startswith("A#") and item.get("u", {}).get("S"):
        return {"ub": item["u"]}
    return {"lv": {"N": "1"}} if is_case(item) else {}


def with_todays_mark(item: dict[str, Any]) -> dict[str, Any]:
    """What puts a case into a list for a hand-over alone is marked `hd`; it was `ho`, as the holder of a lease still is.

    A claim of a phone tells what its person did with it; it told nothing. A venue's contact phone is sealed; it was open.
    Browsers stand apart from the profile. A case says that it stands in the lists of open and held ones. A record of access
    is listed by the unit it was done for, where there is one.
    """
    if listed := _listed(item):
        return {**item, **listed}
    if "ph" in item and is_venue(item):
        sealed = sealer().seal(item["ph"]["S"], bound_to=f"{item['pk']['S']}/phone")
        return {
            **{name: value for name, value in item.items() if name != "ph"},
            "pz": {"B": b64encode(sealed).decode()},
        }
    if item["sk"]["S"].startswith("DEVICE#"):
        return {**item, "pk": {"S": item["pk"]["S"].replace("P#", "B#")}}
    if item["pk"]["S"].startswith("H#"):
        return {**item, "f": {"L": [{"S": f"C{v.SECOND}"}, {"S": f"P{v.SECOND + 60}"}]}}
    if not item["sk"]["S"].startswith("U#"):
        return item
    return {"hd" if name == "ho" else name: value for name, value in item.items()}


def todays_proofs(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Whoever proved a phone stands once more before all who claim it."""
    for item in items:
        if item["pk"]["S"].startswith("H#"):
            yield {**item, "sk": {"S": item["sk"]["S"].replace("P#", "BY#")}}


def todays_lists(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A case that stands is listed among the open ones; what is held among those; who left a list leaves no place there."""
    for item in filter(is_case, items):
        place = {"pk": item["pk"], "x": item["x"]}
        is_open = item["s"]["S"] == CaseState.CONFIRMED
        for unit in key_parts.line_of(item["u"]["S"]):
            at = {"bs": item["bs"], "bu": {"S": f"{unit}!open"}} if is_open else {}
            yield {**place, "sk": {"S": f"L#open#{unit}"}, **at}
            if was_held(item):
                yield {**place, "sk": {"S": f"L#held#{unit}"}, "bs": item["bs"], "bu": {"S": f"{unit}!held"}}


def is_case(item: Mapping[str, Any]) -> bool:
    return item["sk"]["S"] == key_parts.META and case_keys.is_case(item["pk"]["S"])


def with_todays_names(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Marks count in a name: a venue claims it under a key of its own, and gives it up with the name."""
    today = {
        keys.venue_former(venue.former_keys[0]): {**mark, "pk": {"S": keys.venue_natural(venue.natural_key)}}
        for venue, mark in ((v.STALL, {}), (v.HALL, {"fr": {"N": "1"}}), (v.RENAMED, {}))
    }
    return ({**item, **today.get(item["pk"]["S"], {})} for item in items)


def by_key(items: Iterable[dict[str, Any]]) -> Mapping[tuple[str, str], dict[str, Any]]:
    return {(item["pk"]["S"], item["sk"]["S"]): item for item in items}


def test_visits_are_read(moto_stores: Stores) -> None:
    table = stored(moto_stores, "Visit")
    visits = DynamoVisits(table)
    assert list(visits.of_person(v.LAN, now=v.NOW)) == [v.OPEN, v.LEFT]
    assert list(visits.of_person(v.MINH, now=v.NOW)) == [v.HELPED]
    assert list(visits.of_person(v.NAM, now=v.NOW)) == [v.TAKEN_BACK]
    at_shop = Lookup(str(v.SHOP), v.SECOND - 60, v.SECOND + 60)
    seen = [stay for _, page in DynamoCoPresence(table).pages([at_shop]) for stay in page]
    assert sorted(seen) == sorted(
        [
            Presence(str(v.LAN), v.SECOND, int(v.OPEN.end.timestamp()), assumed=True),
            Presence(str(v.NAM), v.SECOND, v.SECOND),
        ]
    )
    assert {visit_from_item(item) for item in golden("Visit")} == {v.OPEN, v.LEFT, v.HELPED, v.TAKEN_BACK}


def test_venues_are_read(moto_stores: Stores) -> None:
    venues = DynamoVenues(stored(moto_stores, "Venue"), sealer=sealer())
    assert venues.by_ids([v.SHOP, v.MARKET]) == {v.SHOP: v.STALL, v.MARKET: v.RENAMED}
    assert venues.by_code(v.HALL.code) == v.RENAMED, "a retired code still finds its venue"
    assert [venue.venue_id for venue in venues.in_unit(v.COMMUNE, limit=9, cursor=None).venues] == [v.MARKET, v.SHOP]
    assert list(venues.owned_by(str(v.LAN))) == [v.STALL]
    assert {venue_from_item(item, sealer()) for item in golden("Venue") if is_venue(item)} == {v.STALL, v.RENAMED}


def test_an_old_venue_is_found_by_its_name_and_no_other_venue_is_taken_for_it(moto_stores: Stores) -> None:
    venues = DynamoVenues(stored(moto_stores, "Venue"), sealer=sealer())
    fresh = replace(v.STALL, venue_id=VenueId.from_random(211), code=VenueCode.from_random(311))
    assert venues.add(replace(fresh, name="TẠP HOÁ CÔ BA")) == v.STALL
    other = replace(fresh, name="Tạp hóa Cô Bà")
    assert venues.add(other) == other, "another mark is another venue"
    again = replace(fresh, venue_id=VenueId.from_random(212), code=VenueCode.from_random(312), name=v.HALL.name)
    assert venues.add(again) == again, "the name that a venue gave up is free"


def test_an_old_venue_that_changes_is_told_of_and_keeps_its_name(moto_stores: Stores) -> None:
    venues = DynamoVenues(stored(moto_stores, "Venue"), sealer=sealer())
    assert venues.changes(v.SHOP, limit=9) == []
    closed = succeeded(v.STALL, now=v.NOW + v.HOUR, state=VenueState.DEACTIVATED)
    assert venues.replace(closed, now=v.NOW + v.HOUR) == closed
    assert closed.as_of(v.NOW).state is VenueState.ACTIVE
    twin = replace(v.STALL, venue_id=VenueId.from_random(211), code=VenueCode.from_random(311))
    assert venues.add(twin) == closed
    renamed = succeeded(v.RENAMED, now=v.NOW + 2 * v.HOUR, name=v.STALL.name, address=v.STALL.address)
    with pytest.raises(VenueExists):
        venues.replace(renamed, now=v.NOW + 2 * v.HOUR)


def test_persons_are_read(moto_stores: Stores) -> None:
    table = stored(moto_stores, "Person")
    persons = DynamoPersons(table, key_store=v.OneKey(), sealer=sealer())
    assert persons.by_ids([v.LAN, v.MINH]) == {v.LAN: v.PROVED, v.MINH: v.ASSISTED}
    for handle in v.PROVED.handles:
        assert list(persons.by_handle(handle)) == [v.PROVED], handle.kind
    assert list(persons.by_handle(Handle(HandleKind.CARD, str(v.ASSISTED.card)))) == [v.ASSISTED]
    challenges = DynamoChallenges(table, sealer=sealer())
    assert challenges.of(v.MINH) == replace(v.CHALLENGE, tries=1)
    assert challenges.of(v.LAN) == replace(v.CHALLENGE, digest=""), "used up"
    assert list(persons.number(v.PROVED.phone or "")) == [
        NumberFact(v.LAN, What.CLAIMED, v.NOW),
        NumberFact(v.LAN, What.PROVED, v.NOW + v.MINUTE),
    ], "a claim that tells nothing holds since registration"
    assert list(persons.changes(v.LAN, limit=9)) == []
    again = persons.register(replace(v.PROVED, person_id=v.HOA), device="d9", registration="r1")
    assert (again.person, again.device, again.is_new) == (v.PROVED, "d1", False)
    assert DynamoResidences(table).units_of([v.LAN]) == {v.LAN: v.COMMUNE}
    assert list(DynamoSubscriptions(table, sealer=sealer()).of_person(v.LAN, now=v.NOW)) == [v.BROWSER]


def test_keys_are_read(moto_stores: Stores) -> None:
    keys = DynamoSecrets(stored(moto_stores, "Secret"), clock=lambda: v.NOW)
    rings = {purpose: keys.ring(purpose) for purpose in Purpose}
    kids = {purpose: sorted(ring.keys) for purpose, ring in rings.items()}
    twice = {Purpose.DEVICE: ["k1", "k2"], Purpose.VENUE: ["1", "2"]}
    assert kids == {purpose: twice.get(purpose, ["k1"]) for purpose in Purpose}
    assert {key.material for ring in rings.values() for key in ring.keys.values()} == {bytes(range(32))}
    assert rings[Purpose.DEVICE].newest.made_at == v.NOW + 100 * v.DAY


def test_the_access_log_is_read(moto_stores: Stores) -> None:
    audit = DynamoAudit(stored(moto_stores, "Audit"))
    assert list(audit.of_subject(v.LOOKED_UP.subject, limit=9, cursor=None, now=v.NOW).records) == [v.LOOKED_UP]
    assert list(audit.of_day(v.LOOKED_UP.day)) == [(v.LOOKED_UP, v.LOOKED_UP.digest)]
    assert audit.seal_of(v.SEAL.day) == v.SEAL


def test_figures_are_read(moto_stores: Stores) -> None:
    book = DynamoStatistics(stored(moto_stores, "Stat"), clock=lambda: v.NOW)
    counted = [DayCount(v.COMMUNE, date(2021, 10, 3), {"shop": 2})]
    for unit in ("VN-2025H1/01", "VN-2025H1/001", "VN-2025H1/00004"):
        assert list(book.days(Metric.CHECK_IN, unit, start=date(2021, 10, 1), end=date(2021, 10, 9))) == counted
    assert list(book.marked()) == [(Metric.CHECK_IN, v.COMMUNE, DAY_MARKED)]
    assert book.recount(Metric.CHECK_IN, v.COMMUNE, DAY_MARKED, now=v.NOW) == {"shop": 2}


def test_notices_are_read(moto_stores: Stores) -> None:
    table = stored(moto_stores, "Notice")
    outbox, exposures = DynamoNotices(table, sealer=sealer()), DynamoExposures(table)
    assert outbox.waiting(v.OTP.key, now=v.NOW) == v.OTP
    claimed, done = (v.OTP.key._replace(cause=cause) for cause in ("otp-2", "otp-3"))
    assert outbox.waiting(claimed, now=v.NOW) is None, "its lease runs"
    again = outbox.claim(claimed, lease_until=v.NOW + v.HOUR, now=v.NOW + 2 * v.MINUTE)
    assert again == replace(v.OTP, key=claimed, state=NoticeState.CLAIMED)
    assert outbox.waiting(done, now=v.NOW) is None
    sent = replace(
        v.FIRST_TOLD, person=v.HOA, state=NoticeState.SENT, channel=Channel.PUSH, sent_at=v.NOW + timedelta(minutes=1)
    )
    assert exposures.of_case(v.CODE, [v.MINH, v.HOA]) == {v.MINH: v.CORRECTED, v.HOA: sent}
    assert list(exposures.of_person(v.MINH, now=v.NOW)) == [v.CORRECTED]
    told = outbox.waiting(v.OTP.key._replace(subject=v.MINH, cause=f"C#{v.CODE}"), now=v.NOW)
    assert told is not None
    assert (told.version, told.told) == (2, ("exposure_f1", "correction"))
    queued = [event for item in golden("Notice") if (event := notice_queued(item))]
    assert {event.cause for event in queued} == {"otp-1", f"C#{v.CODE}"}


def test_cases_are_read(moto_stores: Stores) -> None:
    cases = DynamoCases(stored(moto_stores, "Case"), sealer=sealer())
    withdrawn = replace(v.WITHDRAWN, attempt=1)
    for case in (v.BARE, v.HELD_CASE, withdrawn):
        assert cases.find(case.code) == case
    assert cases.open_of([v.LAN, v.NAM, v.HOA], now=v.NOW) == {v.LAN: v.CODE, v.NAM: v.FULL.code}
    assert list(cases.history(v.FULL.code)) == [
        HistoryLine(1, Change.CONFIRMED, "S#tracer", v.NOW, "xét nghiệm lại"),
        HistoryLine(2, Change.AMENDED, "S#other", v.NOW + v.MINUTE, "gọi lại"),
    ]
    in_unit = {case.code for case in cases.in_unit("VN-2025H1/001", limit=9, cursor=None, now=v.NOW).cases}
    assert in_unit == {v.CODE, v.FULL.code, v.WITHDRAWN.code}
    elsewhere = cases.in_unit("VN-2025H1/48", limit=9, cursor=None, now=v.NOW).cases
    assert [case.code for case in elsewhere] == [v.CODE], "handed over"
    assert {case.code for case in cases.pending()} == {v.CODE, v.WITHDRAWN.code}
    assert [case.code for case in cases.due(now=v.NOW + v.HOUR)] == [v.FULL.code]


def test_an_old_lease_holds(moto_stores: Stores) -> None:
    cases = DynamoCases(stored(moto_stores, "Case"), sealer=sealer())
    mine, rival = Run(v.CODE, 1, f"trace-{v.CODE}-1"), Run(v.CODE, 1, "rival")
    until = v.NOW + 16 * v.MINUTE
    assert cases.lease(rival, until=until, now=v.NOW + 7 * v.MINUTE) is LeaseAnswer.BUSY
    assert cases.lease(mine, until=until, now=v.NOW + 7 * v.MINUTE) is LeaseAnswer.READY
    trace = replace(v.TRACE, revision=1)
    cases.finish(mine, trace, retrace_at=None)
    assert cases.find(v.CODE) == replace(v.BARE, trace=trace)


def test_the_stream_of_old_cases_says_the_same() -> None:
    events = [event for item in golden("Case") if (event := case_event(item))]
    assert [(type(event).__name__, event.case, event.revision) for event in events] == [
        ("CaseRetracted", str(v.WITHDRAWN.code), 2)
    ], "one is traced, and one is being traced"
    waiting = [item for item in golden("Case") if item["pk"]["S"] == f"C#{v.CODE}" and item["sk"]["S"] == "META"]
    assert [case_event({k: x for k, x in item.items() if k != "hr"}) for item in waiting] == [
        CaseConfirmed(str(v.CODE), 1)
    ]


def test_contacts_are_read(moto_stores: Stores) -> None:
    table = stored(moto_stores, "Case")
    contacts = DynamoContacts(table, sealer=sealer())
    everything = contacts.of_case(v.CODE, now=v.NOW)
    assert everything.edges == {v.MINH: v.ACTIVE, v.HOA: v.INACTIVE}
    assert everything.follow_ups == {v.MINH: v.ISOLATED}
    assert list(contacts.page(v.CODE, limit=9, cursor=None, now=v.NOW).edges) == [v.ACTIVE]
    assert list(contacts.handed_over(v.CODE)) == [v.HANDED]
    meetings = DynamoMeetings(table, sealer=sealer()).of([v.LAN, v.MINH], now=v.SECOND)
    assert meetings == {v.LAN: [v.DINNER], v.MINH: [v.DINNER.reversed]}


def test_an_old_hand_over_is_taken_back_from_every_list(moto_stores: Stores) -> None:
    table = stored(moto_stores, "Case")
    cases, contacts = DynamoCases(table, sealer=sealer()), DynamoContacts(table, sealer=sealer())
    contacts.hand_over(v.HANDED._replace(people=()), confirmed_at=v.NOW, expires_at=v.NOW + v.DAY)
    assert contacts.handed_over(v.CODE) == []
    for unit in ("VN-2025H1/48", "VN-2025H1/490", "VN-2025H1/20194"):
        assert list(cases.in_unit(unit, limit=9, cursor=None, now=v.NOW).cases) == [], unit
    own = cases.in_unit("VN-2025H1/01", limit=9, cursor=None, now=v.NOW).cases
    assert {case.state for case in own} == {CaseState.CONFIRMED, CaseState.RETRACTED}
    assert len(own) == 3, "the case's own units list it as before"


def test_an_old_hand_over_gets_more_people(moto_stores: Stores) -> None:
    table = stored(moto_stores, "Case")
    contacts = DynamoContacts(table, sealer=sealer())
    more = v.HANDED._replace(people=(v.HOA, v.LAN, v.MINH))
    expires = v.NOW + 200 * v.DAY
    contacts.hand_over(more, confirmed_at=v.BARE.dates.confirmed_at, expires_at=expires)
    assert list(contacts.handed_over(v.CODE)) == [more]
    marks = [item for item in dumped(table) if "ho" in item and item["sk"]["S"] != "META"]
    assert marks == [], "written anew with today's mark"
    upper = {
        item["sk"]["S"]: item for item in dumped(table) if item["sk"]["S"] in {"U#VN-2025H1/48", "U#VN-2025H1/490"}
    }
    assert {item["x"]["N"] for item in upper.values()} == {str(int(expires.timestamp()))}
