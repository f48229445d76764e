"""The chain every capability shares: from a table's stream to the bus, and from a queue to a use case."""

import json
from dataclasses import dataclass
from typing import ClassVar

import pytest

from adapters.memory.faults import Fault, FaultPlan
from adapters.memory.notice.notices import MemoryBus
from domain.base.errors import Busy
from domain.base.events import detail_of
from functions.kit.chain.inbox import event_read, taken
from functions.kit.chain.relay import relayed
from tests.queues import batch, body, failed, record


@dataclass(frozen=True, slots=True)
class Opened:
    name: ClassVar[str] = "Opened"
    version: ClassVar[int] = 2
    place: str
    number: int


class Shut(Opened):
    __slots__ = ()
    name = "Shut"


def read(image):
    return Opened(image["pk"]["S"], int(image["n"]["N"])) if image["sk"]["S"] == "DOOR" else None


def door(number="1", **more):
    return {"pk": {"S": "here"}, "sk": {"S": "DOOR"}, "n": {"N": number}, **more}


@pytest.fixture
def bus():
    return MemoryBus(FaultPlan())


# Relay


def test_what_was_stored_is_published_in_its_order(bus):
    records = [record(door("1")), record(door("2"), "MODIFY"), record(door(sk={"S": "ROOF"})), record({}, "REMOVE")]
    assert relayed({"Records": records}, read=read, bus=bus) == {"published": 2}
    assert bus.events == [Opened("here", 1), Opened("here", 2)]


def test_nothing_to_say_is_no_call(bus):
    bus._faults.plan("publish", Fault.REFUSED)
    assert relayed({"Records": [record(door(sk={"S": "ROOF"}))]}, read=read, bus=bus) == {"published": 0}


def test_a_record_that_cannot_be_read_holds_nobody_up_and_is_not_lost_in_silence(bus, logged, capsys):
    broken = [
        record({"pk": {"S": "here"}}, event_id="e7"),
        record(door("many"), event_id="e8"),
        {"eventName": "INSERT"},
    ]
    assert relayed({"Records": [*broken, record(door())]}, read=read, bus=bus) == {"published": 1}
    assert bus.events == [Opened("here", 1)]
    (line,) = logged()
    assert (line["message"], line["level"]) == ("RecordsUnreadable", "ERROR")
    assert (line["count"], line["event_ids"]) == (3, ["e7", "e8", ""])
    assert json.loads(capsys.readouterr().out)["UnhandledFault"] == [1.0], "an alarm counts it"


@pytest.mark.parametrize("fault", Fault)
def test_a_bus_in_trouble_brings_the_whole_batch_again(bus, fault):
    batch_of = {"Records": [record(door()), record({})]}
    bus._faults.plan("publish", fault)
    with pytest.raises(Busy):
        relayed(batch_of, read=read, bus=bus)
    assert relayed(batch_of, read=read, bus=bus) == {"published": 1}


def test_a_reader_that_cannot_work_is_no_unreadable_record(bus):
    def out_of_order(image):
        raise ImportError

    with pytest.raises(ImportError):
        relayed({"Records": [record(door())]}, read=out_of_order, bus=bus)


# Inbox


def hear(*bodies, take, hears=(Opened, Shut)):
    return taken(batch(*bodies), None, hears=hears, take=take)


def test_each_message_is_read_as_its_event():
    found: list[Opened] = []
    assert hear(body(Opened("here", 1)), body(Shut("there", 2)), take=found.append) == failed()
    assert [(type(event), event.place, event.number) for event in found] == [(Opened, "here", 1), (Shut, "there", 2)]


UNREADABLE = {
    "no JSON": "no json",
    "no event": "{}",
    "no object": "[]",
    "no detail": json.dumps({"detail-type": "Opened"}),
    "another event": body(Shut("here", 1)),
    "another version": body(Opened("here", 1), version=1),
    "no version": json.dumps({"detail-type": "Opened", "detail": {"place": "here", "number": 1}}),
    "a field missing": json.dumps({"detail-type": "Opened", "detail": {"version": 2, "place": "here"}}),
    "a field of another type": body(Opened("here", 1), number="1"),
    "an empty field": body(Opened("here", 1), place=None),
}


@pytest.mark.parametrize("broken", UNREADABLE.values(), ids=UNREADABLE)
def test_a_message_that_cannot_be_read_fails_alone_and_says_so(broken, logged):
    found: list[Opened] = []
    assert hear(broken, body(Opened("here", 1)), take=found.append, hears=(Opened,)) == failed(0)
    assert found == [Opened("here", 1)]
    assert [(line["message"], line["message_id"]) for line in logged()] == [("MessageUnreadable", "message-0")]


def test_a_field_that_nobody_knows_yet_is_passed_over():
    assert event_read(body(Opened("here", 1), colour="green"), [Opened]) == Opened("here", 1)


def test_a_message_whose_work_fails_comes_again_alone():
    done = []

    def take(event):
        if event.number == 2:
            raise Busy
        done.append(event.number)

    assert hear(*(body(Opened("here", n)) for n in (1, 2, 3)), take=take) == failed(1)
    assert done == [1, 3]


def test_an_event_says_its_version_beside_its_fields():
    assert detail_of(Shut("here", 1)) == {"version": 2, "place": "here", "number": 1}
