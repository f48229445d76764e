"""Laws of sending what is owed (I4, N2): a text message once, a push under one id, and the newest version in the end."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import strategies as st

from adapters.memory.notice.exposures import MemoryExposures
from adapters.memory.notice.notices import MemoryMessenger, MemoryNotices
from adapters.memory.notice.texts import MemoryTexts
from adapters.memory.person.persons import MemoryPersons
from adapters.memory.person.subscriptions import MemoryPusher, MemorySubscriptions
from domain.base.errors import Busy
from domain.telling.exposure import ExposureNotice, Told, Version, cause_of
from domain.telling.notice import NoticeKey, NoticeState
from domain.telling.push import Delivery, Subscription
from domain.tracing.codes import CaseCode
from functions.notify.service import reach
from functions.notify.service import sending as service
from tests.builders.base import NOW
from tests.builders.people import a_person
from tests.builders.telling import the_ways
from tests.property.laws import law
from tests.property.town import DAY, MINUTE, Crash, Lapse, Trouble

CASE = CaseCode.from_random(7)
_MOST_TRIES = 30


class Act(NamedTuple):
    """A new version, a message of the queue (`outrun`: by a new version), or time that passes.

    `lapse` befalls a call so many from now.
    """

    what: str
    after: int
    lapse: Lapse | None


_WHAT = st.sampled_from(["told", "message", "message", "message", "outrun", "pass"])
_DEATHS = st.none() | st.sampled_from(Lapse)
_HARMLESS = st.none() | st.sampled_from([Lapse.OVERTAKEN, Lapse.OVERTAKEN])


def _acts(lapses: st.SearchStrategy[Lapse | None]) -> st.SearchStrategy[list[Act]]:
    return st.lists(st.builds(Act, _WHAT, st.integers(0, 8), lapses), max_size=8)


class _Owner:
    """A person who is owed a notice, and the ways to them. `proved`: that the number is this person's."""

    def __init__(self, phone: str | None, answers: Sequence[Delivery], *, proved: bool) -> None:
        self.trouble = Trouble()
        self.outbox = MemoryNotices(self.trouble)
        self.exposures = MemoryExposures(self.trouble, outbox=self.outbox)
        self.messenger = MemoryMessenger(self.trouble)
        self.pusher = MemoryPusher(self.trouble)
        self.now = NOW
        persons, browsers = MemoryPersons(self.trouble), MemorySubscriptions(self.trouble)
        somebody = a_person(phone=phone, phone_verified_at=NOW if proved and phone else None)
        self.person = persons.register(somebody, device="d1", registration="r1").person.person_id
        self.key = NoticeKey(self.person, cause_of(CASE))
        for number, answer in enumerate(answers):
            browser = Subscription(f"https://fcm.googleapis.com/fcm/send/{number}", "key", "auth", NOW)
            browsers.save(self.person, browser)
            self.pusher.answers[browser.endpoint] = answer
        self.ports = the_ways(
            outbox=self.outbox,
            messenger=self.messenger,
            pusher=self.pusher,
            subscriptions=browsers,
            persons=persons,
            texts=MemoryTexts(self.trouble),
        )
        self.versions: list[Version] = []

    def is_told(self) -> None:
        """What stands changed: found, withdrawn, found again."""
        said = (Told.F1, Told.CORRECTION)[len(self.versions) % 2]
        self.versions.append(Version(len(self.versions) + 1, said, self.now, date(2021, 9, 27)))
        notice = ExposureNotice(self.person, CASE, tuple(self.versions), NOW + 120 * DAY)
        for _ in range(_MOST_TRIES):
            with suppress(Busy, Crash):
                self.exposures.tell(notice)
                return

    def message(self, *, outrun: bool = False) -> None:
        """One message reaches the sender; it may die, and may be overtaken by another one or by a new version."""
        self.trouble.overtake = self.is_told if outrun else self._send
        with suppress(Busy, Crash):
            self._send()
        self.trouble.overtake = None

    def _send(self) -> None:
        service.send(self.key, ports=self.ports, now=self.now)

    def lives(self, acts: Sequence[Act]) -> None:
        self.is_told()
        for act in acts:
            if act.lapse:
                self.trouble.after(act.after, act.lapse)
            if act.what == "told":
                self.is_told()
            elif act.what in {"message", "outrun"}:
                self.message(outrun=act.what == "outrun")
            else:
                self.now += MINUTE

    def settles(self) -> None:
        """The queue brings its messages again, without further trouble."""
        self.trouble.forget()
        for _ in range(_MOST_TRIES):
            self.message()
            self.now += 3 * MINUTE  # so long the queue hides a message that failed

    @property
    def sent(self) -> Counter[int]:
        """Text messages by the version they told of."""
        return Counter(int(once.rpartition(":")[2]) for _, _, once in self.messenger.messages)

    def texted(self, version: int, *, proved: bool) -> int:
        """Text messages about what this version says: of a number that nobody proved, about its matter in any version."""
        same = range(version, 0, -2) if not proved else (version,)
        return sum(self.sent[each] for each in same)

    @property
    def pushed(self) -> set[int]:
        return {int(once.rpartition(":")[2]) for _, _, once in self.pusher.pushes}


_PHONES = st.sampled_from(["+84912345001", "+84912345001", None])
_PROOFS = st.booleans()
_BROWSERS = st.lists(st.sampled_from([Delivery.TAKEN, Delivery.GONE, Delivery.REFUSED]), max_size=2)


def _beside_is_after(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reach, "each_beside", lambda work, items: [work(item) for item in items])


_History = tuple[str | None, bool, list[Delivery], list[Act]]


@law(st.tuples(_PHONES, _PROOFS, _BROWSERS, _acts(_HARMLESS)), examples=100)
def a_text_message_goes_out_once_for_each_version(history: _History) -> None:  # I4
    phone, proved, answers, acts = history
    with pytest.MonkeyPatch.context() as patch:
        _beside_is_after(patch)
        owner = _Owner(phone, answers, proved=proved)
        owner.lives(acts)
        owner.settles()
    newest = len(owner.versions)
    assert set(owner.sent) | owner.pushed <= set(range(1, newest + 1))
    assert all(count == 1 for count in owner.sent.values())
    if Delivery.TAKEN in answers:
        assert newest in owner.pushed
        assert not owner.sent
    elif phone:
        assert owner.texted(newest, proved=proved) == 1


@law(st.tuples(_PHONES, _PROOFS, _BROWSERS, _acts(_DEATHS)), examples=100)
def the_newest_version_is_sent_in_the_end(history: _History) -> None:  # I4
    phone, proved, answers, acts = history
    with pytest.MonkeyPatch.context() as patch:
        _beside_is_after(patch)
        owner = _Owner(phone, answers, proved=proved)
        owner.lives(acts)
        owner.settles()
    stored = owner.outbox.of(owner.key)
    newest = len(owner.versions)
    assert stored
    assert (stored.state, stored.version) == (NoticeState.SENT, newest)
    if Delivery.TAKEN in answers:
        assert newest in owner.pushed
    elif phone:
        assert owner.texted(newest, proved=proved) >= 1


LAWS = (a_text_message_goes_out_once_for_each_version, the_newest_version_is_sent_in_the_end)
