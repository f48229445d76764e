"""Standing, Devices, MergeRegister: who was signed out, whose records are one, and how that came about."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from adapters import session
from adapters.dynamo.standing.marks import person_packed, person_unpacked
from adapters.dynamo.standing.merges import DynamoMerges
from adapters.dynamo.standing.stand import DynamoStanding
from domain.base.errors import Busy
from domain.base.secret import DEVICE_TOKEN_LIFE
from domain.people.codes import PersonId
from domain.people.human.joining import Merge, MergeRegister, MergeState, approved, asked, parted
from domain.people.human.standing import Device, Devices, Standing
from domain.people.policy import JOIN
from tests.contract.engines import Stores
from tests.contract.samples.base import COMMUNE, DAY, MINUTE, NOW, Clock
from tests.contract.samples.people import a_person, person_id
from tests.faults import Crash, Faults, crash, lost_answer, throttled

SECOND = timedelta(seconds=1)


@dataclass
class Room:
    standing: Standing
    devices: Devices
    merges: MergeRegister
    clock: Clock


def made(stores: Stores) -> Room:
    clock = Clock()
    return Room(*stores.standing(clock), clock)


@pytest.fixture
def room(stores: Stores) -> Room:
    return made(stores)


def a_device(name: str = "0a1b2c3d4e5f", at: Any = NOW, kind: str = "Android") -> Device:
    return Device(name, kind, at, at)


def two_alike(**over: Any) -> tuple[Any, Any]:
    keep = a_person(phone_verified_at=NOW, **over)
    return keep, replace(a_person(**over), full_name=keep.full_name, phone=keep.phone)


def joined(room: Room, at: Any = NOW) -> Merge:
    keep, join = two_alike()
    return room.merges.replace(asked(keep, join, by="S#1", reason="cùng một người", now=at, before=None), before=None)


# Devices.


def test_nobody_has_devices_and_nothing_was_taken_back_at_first(room: Room) -> None:
    person = person_id()
    assert list(room.devices.of_person(person, now=NOW)) == []
    assert room.standing.stand().revoked.holds(person, "d1", NOW) is False
    assert room.standing.stand().records.members(person) == (person,)


def test_a_device_keeps_its_first_moment_and_moves_its_last(room: Room) -> None:
    person = person_id()
    room.devices.saw(person, a_device())
    room.devices.saw(person, a_device(at=NOW + DAY, kind="Windows"))
    room.devices.saw(person, a_device("other", at=NOW + 2 * DAY))
    assert list(room.devices.of_person(person, now=NOW + 3 * DAY)) == [
        a_device("other", at=NOW + 2 * DAY),
        Device("0a1b2c3d4e5f", "Windows", NOW, NOW + DAY),
    ]


def test_a_device_is_listed_as_long_as_its_token_lives(room: Room) -> None:
    person = person_id()
    room.devices.saw(person, a_device())
    assert room.devices.of_person(person, now=NOW + DEVICE_TOKEN_LIFE - SECOND)
    assert list(room.devices.of_person(person, now=NOW + DEVICE_TOKEN_LIFE)) == []


def test_a_device_that_was_signed_out_is_refused_and_no_longer_listed(room: Room) -> None:
    person, other = person_id(), person_id()
    for who in (person, other):
        room.devices.saw(who, a_device())
    for _ in range(2):
        room.devices.sign_out(person, "0a1b2c3d4e5f", now=NOW)
    revoked = room.standing.stand().revoked
    assert revoked.holds(person, "0a1b2c3d4e5f", NOW + DAY) is True
    assert revoked.holds(person, "another", NOW) is False
    assert revoked.holds(other, "0a1b2c3d4e5f", NOW) is False
    assert list(room.devices.of_person(person, now=NOW)) == []
    assert len(room.devices.of_person(other, now=NOW)) == 1


def test_signing_out_everywhere_refuses_what_was_issued_before(room: Room) -> None:
    person, other = person_id(), person_id()
    room.devices.saw(person, a_device())
    room.devices.saw(person, a_device("new", at=NOW + MINUTE))
    room.devices.sign_out_before(person, NOW + MINUTE, now=NOW)
    room.devices.sign_out_before(person, NOW - MINUTE, now=NOW)
    revoked = room.standing.stand().revoked
    assert revoked.holds(person, "never seen", NOW + MINUTE - SECOND) is True
    assert revoked.holds(person, "never seen", NOW + MINUTE) is False
    assert revoked.holds(other, "never seen", NOW) is False
    assert [d.device for d in room.devices.of_person(person, now=NOW)] == ["new"]


# Merges.


def test_a_merge_is_read_as_it_was_stored_and_its_records_are_one(room: Room) -> None:
    merge = joined(room)
    assert room.merges.newest(merge.join) == merge
    records = room.standing.stand().records
    assert records.members(merge.join) == records.members(merge.keep) == (merge.keep, merge.join)
    assert room.merges.newest(merge.keep) is None


def test_a_waiting_one_joins_nothing_until_a_second_person_agrees(room: Room) -> None:
    keep, join = a_person(), a_person(full_name="Trần Văn Bình")
    waiting = room.merges.replace(asked(keep, join, by="S#1", reason="", now=NOW, before=None), before=None)
    assert waiting.state is MergeState.WAITING
    assert not room.standing.stand().records
    agreed = room.merges.replace(approved(waiting, by="S#2", now=NOW + MINUTE), before=waiting)
    assert agreed.state is MergeState.JOINED
    assert room.standing.stand(fresh=True).records.survivor(join.person_id) == keep.person_id


def test_parted_records_are_two_again_and_may_be_joined_anew(room: Room) -> None:
    merge = joined(room)
    apart = room.merges.replace(parted(merge, by="S#2", policy=JOIN, now=NOW + DAY), before=merge)
    assert not room.standing.stand(fresh=True).records
    keep, join = two_alike()
    again = asked(keep, replace(join, person_id=merge.join), by="S#1", reason="", now=NOW + 2 * DAY, before=apart)
    room.merges.replace(again, before=apart)
    assert room.standing.stand(fresh=True).records.survivor(merge.join) == keep.person_id


def test_the_same_step_again_changes_nothing(room: Room) -> None:
    keep, join = two_alike()
    wanted = asked(keep, join, by="S#1", reason="một", now=NOW, before=None)
    assert room.merges.replace(wanted, before=None) == room.merges.replace(wanted, before=None)
    with pytest.raises(Busy):
        room.merges.replace(replace(wanted, reason="hai"), before=None)


def test_two_are_not_joined_into_each_other(room: Room) -> None:
    keep, join = two_alike()
    room.merges.replace(asked(keep, join, by="S#1", reason="", now=NOW, before=None), before=None)
    with pytest.raises(Busy):
        room.merges.replace(asked(join, keep, by="S#2", reason="", now=NOW, before=None), before=None)


def test_two_joined_into_each_other_at_once_are_joined_one_way(busy_stores: Stores) -> None:
    room = made(busy_stores)
    keep, join = two_alike()
    ways = [asked(a, b, by="S#1", reason="", now=NOW, before=None) for a, b in ((keep, join), (join, keep))]

    def tried(merge: Merge) -> bool:
        try:
            room.merges.replace(merge, before=None)
        except Busy:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(tried, ways * 2))
    assert any(done)
    assert len(room.standing.stand(fresh=True).records.joined()) == 1


def test_a_unit_lists_what_waits_and_what_can_be_taken_back(room: Room) -> None:
    province = "/".join(COMMUNE.split("/")[:2])
    joined_one = joined(room, NOW)
    keep, join = a_person(), a_person(full_name="Trần Văn Bình")
    waiting = room.merges.replace(asked(keep, join, by="S#1", reason="", now=NOW + MINUTE, before=None), before=None)

    def listed(unit: str, at: Any = NOW + MINUTE) -> list[Merge]:
        mine = {joined_one.join, waiting.join}
        return [merge for merge in room.merges.in_unit(unit, now=at) if merge.join in mine]

    assert listed(COMMUNE) == listed(province) == [waiting, joined_one]
    assert listed("VN-2025H2/79") == []
    assert listed(COMMUNE, NOW + MINUTE + JOIN.waits) == [joined_one]
    assert listed(COMMUNE, NOW + JOIN.undone_within) == []
    room.merges.replace(parted(waiting, by="S#1", policy=JOIN, now=NOW + DAY), before=waiting)
    assert listed(COMMUNE) == [joined_one]


# The table.


@pytest.fixture
def table(moto_stores: Stores) -> str:
    return moto_stores.table("Standing")


def test_a_person_is_eight_bytes_and_comes_back() -> None:
    for _ in range(100):
        person = person_id()
        assert len(person_packed(person)) == 8
        assert person_unpacked(person_packed(person)) == person
    assert person_unpacked(person_packed(PersonId.from_random(2**60 - 1))) == PersonId.from_random(2**60 - 1)


def test_reasons_are_sealed(moto_stores: Stores, table: str) -> None:
    merges = DynamoMerges(table, sealer=moto_stores.sealer())
    keep, join = two_alike()
    merges.replace(asked(keep, join, by="S#1", reason="chị Hoa báo", now=NOW, before=None), before=None)
    assert "Hoa" not in repr(session.client("dynamodb").scan(TableName=table)["Items"])


def test_what_stands_is_read_whole_once_and_then_by_the_day(moto_stores: Stores, table: str) -> None:
    clock, asked_for = Clock(), []
    standing = DynamoStanding(table, clock=clock)
    merges = DynamoMerges(table, sealer=moto_stores.sealer())
    client = session.client("dynamodb")
    client.meta.events.register("before-parameter-build.dynamodb.Query", lambda params, **_: asked_for.append(params))
    keep, join = two_alike()
    merges.replace(asked(keep, join, by="S#1", reason="", now=NOW - 5 * DAY, before=None), before=None)
    assert standing.stand().records
    merges.replace(asked(*two_alike(), by="S#1", reason="", now=NOW, before=None), before=None)
    assert len(standing.stand().records.joined()) == 1, "a copy serves for a minute"
    clock.now += MINUTE
    assert len(standing.stand().records.joined()) == 2
    assert len(asked_for) == 2
    assert "sk >= :since" not in asked_for[0]["KeyConditionExpression"]
    assert "sk >= :since" in asked_for[1]["KeyConditionExpression"]


def test_without_an_answer_the_copy_goes_on(moto_stores: Stores, table: str) -> None:
    clock = Clock()
    standing = DynamoStanding(table, clock=clock)
    merges = DynamoMerges(table, sealer=moto_stores.sealer())
    merges.replace(asked(*two_alike(), by="S#1", reason="", now=NOW, before=None), before=None)
    assert standing.stand().records
    clock.now += MINUTE
    with Faults(session.client("dynamodb")) as faults:
        faults.plan("Query", *(throttled for _ in range(12)))
        assert standing.stand().records
    with Faults(session.client("dynamodb")) as faults:
        faults.plan("Query", *(throttled for _ in range(12)))
        with pytest.raises(Busy):
            DynamoStanding(table, clock=clock).stand()


@pytest.mark.parametrize("fault", [lost_answer, throttled])
def test_a_step_survives_what_the_store_does_to_it(moto_stores: Stores, table: str, fault: Any) -> None:
    merges = DynamoMerges(table, sealer=moto_stores.sealer())
    keep, join = two_alike()
    wanted = asked(keep, join, by="S#1", reason="x", now=NOW, before=None)
    with Faults(session.client("dynamodb")) as faults:
        faults.plan("TransactWriteItems", fault)
        assert merges.replace(wanted, before=None) == wanted
    assert merges.newest(join.person_id) == wanted


STEPS: dict[str, Callable[[Devices, PersonId], None]] = {
    "one": lambda devices, person: devices.sign_out(person, "0a1b2c3d4e5f", now=NOW),
    "everywhere": lambda devices, person: devices.sign_out_before(person, NOW + MINUTE, now=NOW),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("call", ["UpdateItem", "DeleteItem"])
def test_a_crash_while_signing_out_is_made_good_by_the_next_try(moto_stores: Stores, step: str, call: str) -> None:
    room = made(moto_stores)
    person = person_id()
    room.devices.saw(person, a_device())
    with Faults(session.client("dynamodb")) as faults:
        faults.plan(call, crash)
        with pytest.raises(Crash):
            STEPS[step](room.devices, person)
    STEPS[step](room.devices, person)
    assert room.standing.stand(fresh=True).revoked.holds(person, "0a1b2c3d4e5f", NOW)
    assert list(room.devices.of_person(person, now=NOW)) == []
