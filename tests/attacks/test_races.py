"""Requests that meet: however they fall together, it ends as if they had come one after another."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import pytest

from domain.people.policy import OTP as POLICY
from domain.people.roles import Role
from tests.attacks.at_once import Move, Race, at_once, legal, raced
from tests.attacks.engine_house import a_scene_on
from tests.builders.base import HUE, SCHEME, VY_DA
from tests.builders.people import a_person_id
from tests.contract.engines import started
from tests.doors.identity import OTP
from tests.doors.sign_in import staff_token
from tests.guards.calls.identity import PERSON
from tests.guards.calls.trace_case import TESTED
from tests.guards.scene import Scene, open_scene
from tools.local_cloud.cloud import LocalCloud

A_TRACER = staff_token(Role.TRACER)
ANOTHER = staff_token(Role.EPIDEMIOLOGIST, HUE, sub="another")
AN_OFFICER = staff_token(Role.DISTRICT_OFFICER, HUE)
OF_THE_COMMUNE = staff_token(Role.COMMUNE_OFFICER, sub="of the commune")
THE_CASE = (Move("getCase", A_TRACER), Move("getTrace", A_TRACER))
CASES = Move("listCases", A_TRACER, {"query": {"scheme": SCHEME, "unit": VY_DA.code}})
MERGES = Move("listMerges", A_TRACER)


def _body(**fields: object) -> dict[str, object]:
    return {"body": fields}


def the_same_confirmation(scene: Scene) -> Race:
    move = Move("confirmCase", A_TRACER, _body(person_id=str(scene.citizen.person_id), **TESTED))
    return Race([move] * 30, [CASES])


def the_same_registration(scene: Scene) -> Race:
    sent = _body(**{**PERSON, "registration_id": "6f1c1f0e-6c8e-4e54-9a57-2f0f5d8f9f0a"})
    return Race([Move("registerPerson", None, sent)] * 30, [])


def the_same_check_in(scene: Scene) -> Race:
    sent = _body(code=scene.house.qr(scene.venue), at="2021-10-02T08:12:00+07:00")
    return Race([Move("checkIn", scene.owner_token, sent)] * 30, [Move("listMyVisits", scene.owner_token)])


def two_confirmations(scene: Scene) -> Race:
    one, other = TESTED, {**TESTED, "specimen_at": "2021-10-02T06:00:00+07:00"}
    person = str(scene.citizen.person_id)
    moves = [
        Move("confirmCase", by, _body(person_id=person, **said)) for by, said in ((A_TRACER, one), (ANOTHER, other))
    ]
    return Race(moves, [CASES])


def an_amendment_a_retraction_and_a_release(scene: Scene) -> Race:
    moves = [
        Move("amendCase", A_TRACER, _body(onset_at="2021-10-01T20:00:00+07:00")),
        Move("retractCase", ANOTHER, _body(reason="xét nghiệm lại âm tính")),
        Move("releaseTrace", AN_OFFICER, _body(reason="đã xem")),
    ]
    return Race(moves, [CASES, *THE_CASE])


def two_amendments_and_a_new_trace(scene: Scene) -> Race:
    moves = [
        Move("amendCase", A_TRACER, _body(onset_at="2021-10-01T20:00:00+07:00")),
        Move("amendCase", ANOTHER, _body(onset_at="2021-10-01T10:00:00+07:00")),
        Move("retraceCase", A_TRACER, _body()),
    ]
    return Race(moves, [CASES, *THE_CASE])


def merges_in_a_circle(scene: Scene) -> Race:
    pairs = ((A_TRACER, 51, 52), (ANOTHER, 52, 51), (OF_THE_COMMUNE, 54, 51))
    moves = [
        Move(
            "mergePersons", by, _body(keep=str(a_person_id(keep)), join=str(a_person_id(join)), reason="cùng một người")
        )
        for by, keep, join in pairs
    ]
    return Race(moves, [MERGES])


def a_merge_that_is_approved_and_undone(scene: Scene) -> Race:
    moves = [
        Move("approveMerge", A_TRACER, _body(reason="đã gọi hỏi")),
        Move("approveMerge", OF_THE_COMMUNE, _body(reason="đã gặp")),
        Move("unmergePersons", ANOTHER, _body(reason="hai người khác nhau")),
    ]
    return Race(moves, [MERGES])


RACES: list[Callable[[Scene], Race]] = [
    the_same_confirmation, the_same_registration, the_same_check_in, two_confirmations,
    an_amendment_a_retraction_and_a_release, two_amendments_and_a_new_trace, merges_in_a_circle,
    a_merge_that_is_approved_and_undone,
]  # fmt: skip


def _meets(race: Callable[[Scene], Race], scenes: Callable[[], AbstractContextManager[Scene]], times: int) -> None:
    with open_scene() as scene:
        allowed = legal(scene, race(scene))
    for _ in range(times):
        with scenes() as scene:
            outcome = raced(scene, race(scene))
        assert outcome in allowed, f"{outcome}\nis none of\n{allowed}"


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)
def test_what_meets_on_the_twins(race: Callable[[Scene], Race]) -> None:
    """The rules of the use cases: what is read before it is changed."""
    _meets(race, open_scene, times=10)


@pytest.mark.cloud
@pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)
def test_what_meets_on_the_engine(race: Callable[[Scene], Race], engine: LocalCloud) -> None:
    """The stores as well: conditions of writes and transactions. moto has no isolation to prove."""
    with started("cloud", str(engine.engine_url)) as stores:
        _meets(race, lambda: a_scene_on(stores), times=2)


def _guessed(scene: Scene) -> None:
    """No more are compared than are allowed, and the right one proves the phone only if it was among those."""
    wrong, right = (Move("verifyPhone", scene.citizen_token, _body(otp=code)) for code in ("000000", OTP))
    first, *others = at_once([partial(move.made, scene) for move in (right, *[wrong] * 7)])
    compared = [reply for reply in (first, *others) if reply.code == "otp-wrong"]
    proved = scene.house.call("getMyProfile", token=scene.citizen_token).json["phone_verified"]
    assert {reply.status for reply in others} <= ({200, 422, 429} if proved else {422, 429})
    assert (first.status, first.code) == ((200, "") if proved else (429, "otp-too-many"))
    assert len(compared) + proved <= POLICY.tries


def test_guesses_that_meet_on_the_twins() -> None:
    for _ in range(10):
        with open_scene() as scene:
            _guessed(scene)


@pytest.mark.cloud
def test_guesses_that_meet_on_the_engine(engine: LocalCloud) -> None:
    with started("cloud", str(engine.engine_url)) as stores:
        for _ in range(2):
            with a_scene_on(stores) as scene:
                _guessed(scene)
