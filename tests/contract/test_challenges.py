"""Challenges: the last code of each subject, and tries that no number of guesses at once exceeds."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from adapters import session
from adapters.dynamo.person.challenges import DynamoChallenges
from domain.base.errors import Busy
from domain.people.codes import RecoveryKey
from domain.people.phone.otp import Challenges, OtpChallenge, Subject
from tests.contract.engines import Stores
from tests.contract.samples.base import MINUTE, NOW, numbers
from tests.contract.samples.people import person_id
from tests.faults import Crash, Faults, crash_after, lost_answer, silence, throttled

SENT = OtpChallenge("digest", NOW, NOW + 10 * MINUTE, code="402817")
AGAIN = OtpChallenge("other", NOW + MINUTE, NOW + 11 * MINUTE, tries=2, sends_today=2, code="111111")
MOST = 5


def recovery_key() -> RecoveryKey:
    return RecoveryKey.from_random(next(numbers))


@pytest.fixture
def challenges(stores: Stores) -> Challenges:
    return stores.persons_and_codes()[1]


@pytest.fixture(params=[person_id, recovery_key], ids=["person", "who comes back"])
def subject(request: pytest.FixtureRequest) -> Subject:
    made: Subject = request.param()
    return made


def test_the_last_code_is_kept_and_replaced(challenges: Challenges, subject: Subject) -> None:
    assert challenges.of(subject) is None
    assert challenges.replace(subject, SENT, last=None) == SENT
    assert challenges.of(subject) == SENT
    assert challenges.replace(subject, AGAIN, last=SENT) == AGAIN
    assert challenges.of(subject) == AGAIN


def test_what_another_made_meanwhile_stands(challenges: Challenges, subject: Subject) -> None:
    challenges.replace(subject, SENT, last=None)
    assert challenges.replace(subject, replace(SENT, digest="late"), last=None) == SENT
    challenges.replace(subject, AGAIN, last=SENT)
    assert challenges.replace(subject, replace(AGAIN, digest="late"), last=SENT) == AGAIN
    assert challenges.of(subject) == AGAIN


def test_everybody_has_codes_of_their_own(challenges: Challenges, subject: Subject) -> None:
    challenges.replace(subject, SENT, last=None)
    for other in (person_id(), recovery_key()):
        assert challenges.of(other) is None
        assert challenges.take_try(other, most=MOST, now=NOW) is None


def test_a_try_is_counted_before_anything_is_shown(challenges: Challenges, subject: Subject) -> None:
    challenges.replace(subject, SENT, last=None)
    for tries in range(1, MOST + 1):
        assert challenges.take_try(subject, most=MOST, now=NOW) == replace(SENT, tries=tries)
    assert challenges.take_try(subject, most=MOST, now=NOW) is None
    assert challenges.of(subject) == replace(SENT, tries=MOST)


def test_a_code_that_is_good_no_more_is_not_tried(challenges: Challenges, subject: Subject) -> None:
    challenges.replace(subject, SENT, last=None)
    assert challenges.take_try(subject, most=MOST, now=SENT.expires_at) is None
    challenges.replace(subject, replace(AGAIN, digest="", code=""), last=SENT)
    assert challenges.take_try(subject, most=MOST, now=NOW + MINUTE) is None


def test_of_guesses_at_once_no_more_are_compared_than_there_are_tries(busy_stores: Stores) -> None:
    challenges, subject = busy_stores.persons_and_codes()[1], person_id()
    challenges.replace(subject, replace(SENT, tries=MOST - 1), last=None)
    with ThreadPoolExecutor(8) as pool:
        shown = list(pool.map(lambda _: challenges.take_try(subject, most=MOST, now=NOW), range(24)))
    assert sum(one is not None for one in shown) == 1


def test_of_codes_made_at_once_one_stands_and_everybody_is_told_which(busy_stores: Stores) -> None:
    challenges, subject = busy_stores.persons_and_codes()[1], person_id()
    made = [replace(SENT, digest=f"digest {number}", code=f"{number:06d}") for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        stand = set(pool.map(lambda one: challenges.replace(subject, one, last=None), made))
    assert len(stand) == 1
    assert challenges.of(subject) in stand


# The table.


@pytest.fixture
def on_moto(moto_stores: Stores) -> tuple[DynamoChallenges, str]:
    """Its keys are made already: no fault befalls their making."""
    table, sealer = moto_stores.table("Person"), moto_stores.sealer()
    sealer.seal("", bound_to="")
    return DynamoChallenges(table, sealer=sealer), table


def test_the_code_is_sealed(on_moto: tuple[DynamoChallenges, str]) -> None:
    challenges, table = on_moto
    challenges.replace(person_id(), SENT, last=None)
    assert SENT.code not in repr(session.client("dynamodb").scan(TableName=table)["Items"])


def test_a_try_is_one_write(on_moto: tuple[DynamoChallenges, str], faults: Faults) -> None:
    challenges, subject = on_moto[0], person_id()
    challenges.replace(subject, SENT, last=None)
    before = sum(faults.sent.values())
    challenges.take_try(subject, most=MOST, now=NOW)
    assert faults.sent["UpdateItem"] == 1
    assert sum(faults.sent.values()) == before + 1


@pytest.mark.parametrize("trouble", [(throttled,), (silence, silence), (lost_answer, lost_answer)])
def test_a_code_is_made_through_passing_trouble(
    on_moto: tuple[DynamoChallenges, str], faults: Faults, trouble: tuple[object, ...]
) -> None:
    challenges, subject = on_moto[0], person_id()
    faults.plan("PutItem", *trouble)  # type: ignore[arg-type]
    assert challenges.replace(subject, SENT, last=None) == SENT
    assert challenges.of(subject) == SENT


def test_a_process_killed_after_making_a_code_leaves_one_that_stands(
    on_moto: tuple[DynamoChallenges, str], faults: Faults
) -> None:
    challenges, subject = on_moto[0], person_id()
    faults.plan("PutItem", crash_after)
    with pytest.raises(Crash):
        challenges.replace(subject, SENT, last=None)
    assert challenges.replace(subject, replace(SENT, code="999999"), last=None) == SENT


def test_a_code_that_vanished_while_it_was_replaced_asks_for_patience(on_moto: tuple[DynamoChallenges, str]) -> None:
    with pytest.raises(Busy):
        on_moto[0].replace(person_id(), AGAIN, last=SENT)
