"""NumberTexts: one message to a number at a time, and whom it told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from adapters import session
from adapters.dynamo.notice.texts import DynamoTexts
from domain.base.secret import Purpose
from domain.people.codes import PersonId
from domain.telling.policy import TEXT_POLICIES
from domain.telling.texts import NumberTexts, Owed, Turn
from tests.contract.engines import Stores
from tests.contract.samples.base import DAY, MINUTE, NOW, Clock
from tests.contract.samples.people import a_phone, person_id
from tests.faults import Crash, Faults, crash, crash_after, lost_answer, silence, throttled

LEASE = NOW + 2 * MINUTE
TOGETHER = TEXT_POLICIES[-1].together_for
SECOND = timedelta(seconds=1)


@pytest.fixture
def texts(stores: Stores) -> NumberTexts:
    return stores.texts()


@pytest.fixture
def phone() -> str:
    return a_phone()


def owed(version: int = 1, person: PersonId | None = None) -> Owed:
    who = person or person_id()
    return Owed(who, f"case:{who}:{version}")


def claimed(about: str = "C#one|exposure_f1") -> Owed:
    """To somebody who proved nothing."""
    return owed()._replace(about=about, kept=120 * DAY, is_proved=False)


def take(texts: NumberTexts, phone: str, what: Owed, *, now=NOW) -> Turn:
    return texts.take(phone, what, lease_until=now + 2 * MINUTE, now=now)


def send(texts: NumberTexts, phone: str, what: Owed, *, now=NOW) -> None:
    assert take(texts, phone, what, now=now) is Turn.SEND
    texts.texted(phone, what, now=now)


def test_one_message_tells_everybody_of_a_number_for_a_while(texts: NumberTexts, phone: str) -> None:
    send(texts, phone, owed())
    assert take(texts, phone, owed(), now=NOW + SECOND) is Turn.SHARED
    assert take(texts, phone, owed(), now=NOW + TOGETHER - SECOND) is Turn.SHARED
    assert take(texts, phone, owed(), now=NOW + TOGETHER) is Turn.SEND


def test_every_number_has_messages_of_its_own(texts: NumberTexts, phone: str) -> None:
    send(texts, phone, owed())
    assert take(texts, a_phone(), owed()) is Turn.SEND


def test_while_somebody_sends_others_wait_and_then_share(texts: NumberTexts, phone: str) -> None:
    first, second = owed(), owed()
    assert take(texts, phone, first) is Turn.SEND
    assert take(texts, phone, second) is Turn.WAIT
    assert take(texts, phone, first) is Turn.WAIT, "of two who send the same one waits, too"
    texts.texted(phone, first, now=NOW)
    assert take(texts, phone, second) is Turn.SHARED


def test_a_sender_that_died_gives_way_when_its_lease_ends(texts: NumberTexts, phone: str) -> None:
    dead, heir = owed(), owed()
    assert take(texts, phone, dead) is Turn.SEND
    assert take(texts, phone, heir, now=LEASE - SECOND) is Turn.WAIT
    send(texts, phone, heir, now=LEASE)
    assert take(texts, phone, dead, now=LEASE) is Turn.SHARED


def test_a_sender_that_lost_its_turn_says_nothing(texts: NumberTexts, phone: str) -> None:
    late, heir = owed(), owed()
    take(texts, phone, late)
    take(texts, phone, heir, now=LEASE)
    texts.texted(phone, late, now=LEASE)
    assert take(texts, phone, owed(), now=LEASE) is Turn.WAIT, "the heir has not sent yet"


def test_whose_message_is_out_needs_none_again(texts: NumberTexts, phone: str) -> None:
    first, second = owed(), owed()
    send(texts, phone, first)
    assert take(texts, phone, second) is Turn.SHARED
    for later in (NOW, NOW + DAY):
        assert take(texts, phone, first, now=later) is Turn.DONE
        assert take(texts, phone, second, now=later) is Turn.SHARED


def test_somebody_who_was_told_gets_a_message_of_the_next_thing(texts: NumberTexts, phone: str) -> None:
    mother, child = person_id(), person_id()
    send(texts, phone, owed(1, mother))
    assert take(texts, phone, owed(1, child)) is Turn.SHARED
    send(texts, phone, owed(2, child), now=NOW + SECOND)
    assert take(texts, phone, owed(2, mother), now=NOW + SECOND) is Turn.SHARED


def test_of_a_number_that_they_did_not_prove_people_are_told_once_of_each_matter(
    texts: NumberTexts, phone: str
) -> None:
    send(texts, phone, claimed())
    for later in (TOGETHER, 30 * DAY, 120 * DAY - SECOND):
        assert take(texts, phone, claimed(), now=NOW + later) is Turn.KNOWN
    assert take(texts, a_phone(), claimed(), now=NOW + TOGETHER) is Turn.SEND
    send(texts, phone, claimed("C#one|correction"), now=NOW + TOGETHER)
    send(texts, phone, claimed("C#two|exposure_f1"), now=NOW + 2 * TOGETHER)
    assert take(texts, phone, claimed(), now=NOW + 120 * DAY) is Turn.SEND, "it is known no longer"


def test_whoever_proved_it_is_texted_whatever_a_stranger_was_texted_before(texts: NumberTexts, phone: str) -> None:
    send(texts, phone, claimed())
    mine = claimed()._replace(is_proved=True)
    send(texts, phone, mine, now=NOW + TOGETHER)
    assert take(texts, phone, claimed(), now=NOW + 2 * TOGETHER) is Turn.KNOWN


def test_what_a_message_was_about_is_known_although_its_sender_lost_its_turn(texts: NumberTexts, phone: str) -> None:
    late = claimed()
    take(texts, phone, late)
    take(texts, phone, owed(), now=LEASE)
    texts.texted(phone, late, now=LEASE)
    assert take(texts, phone, claimed(), now=LEASE + 2 * MINUTE) is Turn.KNOWN


def test_saying_it_twice_moves_nothing(texts: NumberTexts, phone: str) -> None:
    first = owed()
    send(texts, phone, first)
    texts.texted(phone, first, now=NOW + 5 * MINUTE)
    assert take(texts, phone, owed(), now=NOW + TOGETHER) is Turn.SEND


def test_of_many_senders_at_once_one_sends(busy_stores: Stores) -> None:
    texts, phone = busy_stores.texts(), a_phone()
    with ThreadPoolExecutor(8) as pool:
        turns = list(pool.map(lambda _: take(texts, phone, owed()), range(16)))
    assert turns.count(Turn.SEND) == 1
    assert turns.count(Turn.WAIT) == 15


# The table.


@pytest.fixture
def on_moto(moto_stores: Stores) -> tuple[DynamoTexts, str]:
    """Its key is made already: no fault befalls its making."""
    table, keys = moto_stores.table("Notice"), moto_stores.secrets(Clock())
    keys.ring(Purpose.LOOKUP)
    return DynamoTexts(table, key_store=keys), table


def test_a_number_stands_nowhere_in_the_table(on_moto: tuple[DynamoTexts, str], phone: str) -> None:
    texts, table = on_moto
    send(texts, phone, owed())
    assert phone[3:] not in repr(session.client("dynamodb").scan(TableName=table)["Items"])


@pytest.mark.parametrize("trouble", [(throttled,), (silence,), (lost_answer,), (lost_answer, throttled)])
def test_a_turn_is_taken_once_through_passing_trouble(
    on_moto: tuple[DynamoTexts, str], faults: Faults, phone: str, trouble: tuple[object, ...]
) -> None:
    faults.plan("UpdateItem", *trouble)  # type: ignore[arg-type]
    assert take(on_moto[0], phone, owed()) is Turn.SEND
    assert take(on_moto[0], phone, owed()) is Turn.WAIT


@pytest.mark.parametrize("death", [crash, crash_after])
def test_a_process_killed_while_it_takes_its_turn_holds_nobody_longer_than_its_lease(
    on_moto: tuple[DynamoTexts, str], faults: Faults, phone: str, death: object
) -> None:
    faults.plan("UpdateItem", death)  # type: ignore[arg-type]
    with pytest.raises(Crash):
        take(on_moto[0], phone, owed())
    send(on_moto[0], phone, owed(), now=LEASE)


@pytest.mark.parametrize("death", [crash, crash_after])
def test_a_process_killed_while_it_says_that_it_sent_is_followed_by_another_after_its_lease(
    on_moto: tuple[DynamoTexts, str], faults: Faults, phone: str, death: object
) -> None:
    mine = owed()
    take(on_moto[0], phone, mine)
    faults.plan("UpdateItem", death)  # type: ignore[arg-type]
    with pytest.raises(Crash):
        on_moto[0].texted(phone, mine, now=NOW)
    wanted = Turn.SEND if death is crash else Turn.DONE
    assert take(on_moto[0], phone, mine, now=LEASE) is wanted
