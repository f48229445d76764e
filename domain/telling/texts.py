"""Text messages to a number: one says to everybody of it that there is something to read, for a while.

A person's next notice gets a message of its own: whoever read after the first one would miss it. Anybody may claim a
number: for those who did not prove it there is one message of each matter, however many they are and whenever they come.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.base.period import local_day
from domain.people.codes import PersonId
from domain.telling.policy import text_policy


class Owed(NamedTuple):
    """One version of one notice that a person is to be told of; `once` is its de-duplication id.

    `about`: its matter, the same for everybody of a case who is told the same, and known for `kept`. `is_proved`: the
    person holds the number by a proof.
    """

    person: PersonId
    once: str
    about: str = ""
    kept: timedelta = timedelta()
    is_proved: bool = True

    @property
    def said(self) -> str:
        """As a message remembers whom it told."""
        return f"{self.person}|{self.once}"


@dataclass(frozen=True, slots=True)
class TextSlot:
    """The last text message to a number: for which notice it is sent, until when its sender has it, whom it told.

    `sent_at` None: its sender has not said that it went out.
    """

    once: str
    lease_until: datetime
    sent_at: datetime | None = None
    told: frozenset[str] = frozenset()

    def told_before(self, owed: Owed) -> bool:
        """Whether it told this person of something."""
        return any(said.startswith(f"{owed.person}|") for said in self.told)


class Turn(StrEnum):
    """What the sender of one notice does about the number."""

    SEND = "SEND"
    SHARED = "SHARED"  # a message that went out a moment ago told this one, too
    DONE = "DONE"  # the message of this very notice is out
    KNOWN = "KNOWN"  # one about the same went to this number before, which the person did not prove
    WAIT = "WAIT"  # somebody is sending one


def turn_of(slot: TextSlot | None, owed: Owed, *, is_known: bool, now: datetime) -> Turn:
    """Whose turn it is. A sender that died gives way when its lease ends. `is_known`: a message about it went out before."""
    turn = _by_slot(slot, owed, now)
    return Turn.KNOWN if turn is Turn.SEND and is_known and not owed.is_proved else turn


def _by_slot(slot: TextSlot | None, owed: Owed, now: datetime) -> Turn:
    if slot is None:
        return Turn.SEND
    if slot.sent_at is None:
        return Turn.WAIT if now < slot.lease_until else Turn.SEND
    if owed.said in slot.told:
        return Turn.DONE if slot.once == owed.once else Turn.SHARED
    is_over = now >= slot.sent_at + text_policy(local_day(slot.sent_at)).together_for
    return Turn.SEND if is_over or slot.told_before(owed) else Turn.SHARED


class NumberTexts(Protocol):
    """The text messages to each number. Numbers are kept as keyed hashes."""

    def take(self, phone: str, owed: Owed, *, lease_until: datetime, now: datetime) -> Turn:
        """Decides and notes it at once: SEND for one sender at a time. Raises Busy."""
        ...

    def texted(self, phone: str, owed: Owed, *, now: datetime) -> None:
        """The message is out, and its matter known at the number. Of the message it says nothing where another sender has
        taken over."""
        ...
