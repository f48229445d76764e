"""What a citizen asks of her notices and browsers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from domain.base.errors import Fault, InvalidInput
from domain.people.codes import PersonId
from domain.people.person import Person, PersonFinder
from domain.people.phone.numbers import holding
from domain.telling.exposure import ExposureNotice, ExposureNotices, Told, Version, notice_id
from domain.telling.policy import MOST_SHOWN_OTHERS
from domain.telling.push import (
    PushSubscriptions,
    Subscription,
    browser_key_rule,
    browser_secret_rule,
    endpoint_rule,
    is_subscription_id,
)
from domain.tracing.codes import CaseCode
from functions.kit.beside import each_beside


class OwnNotice(NamedTuple):
    """One version of one notice: `withdrawn` when a later one took it back, `replaced` when a later one says something
    else in its place; `takes_back`: what a correction withdrew."""

    notice: ExposureNotice
    version: Version
    withdrawn: bool = False
    replaced: bool = False
    takes_back: tuple[str, ...] = ()


class _Spoken(NamedTuple):
    """One version, with the notice it is of."""

    notice: ExposureNotice
    version: Version

    @property
    def takes_back(self) -> bool:
        return self.version.told is Told.CORRECTION


def my_notices(
    records: Sequence[PersonId], *, is_read: bool = False, notices: ExposureNotices, now: datetime
) -> list[OwnNotice]:
    """Everything a person has been told under any record, newest first.

    `is_read`: it is asked for to be read by its person now, and not by a device that looks for news. The first time is kept.
    """
    found = [notice for record in records for notice in notices.of_person(record, now=now)]
    for notice in found if is_read else ():
        if notice.opened_at is None:
            notices.opened(notice, now=now)
    cases: dict[CaseCode, list[_Spoken]] = defaultdict(list)
    for notice in found:
        cases[notice.case] += (_Spoken(notice, version) for version in notice.versions)
    entries = [entry for spoken in cases.values() for entry in _of_one_case(spoken)]
    return sorted(entries, key=lambda e: (*_place(e.version), e.notice.case, e.notice.person), reverse=True)


def _of_one_case(spoken: Sequence[_Spoken]) -> Iterator[OwnNotice]:
    """A correction takes back what was told before it, under whichever record; of what stands after it the last holds."""
    ordered = sorted(spoken, key=lambda s: (*_place(s.version), not s.takes_back, s.notice.person))
    corrections = [place for place, each in enumerate(ordered) if each.takes_back]
    last = max(corrections, default=-1)
    before = -1
    for place, each in enumerate(ordered):
        if each.takes_back:
            ids = tuple(notice_id(*ordered[earlier]) for earlier in range(before + 1, place))
            before = place
            yield OwnNotice(*each, takes_back=ids)
        else:
            yield OwnNotice(*each, withdrawn=place < last, replaced=last < place < len(ordered) - 1)


def _place(version: Version) -> tuple[datetime, int]:
    return version.at, version.number


def others_told(
    records: Sequence[PersonId], *, persons: PersonFinder, notices: ExposureNotices, now: datetime
) -> Sequence[Person]:
    """Others of a person's number for whom a notice stands, to whoever proved the number under any record.

    Not those who lost it: they are strangers to its owner. All others are looked at, whether told or not, so that the
    time an answer takes says nothing.
    """
    own = persons.by_ids(records)
    phone = next((own[r].phone for r in records if r in own and own[r].phone_is_proved), None)
    held = holding(persons.number(phone, of=records)) if phone else None
    if held is None or set(held.proved).isdisjoint(records):
        return []
    others = [other for other in held.named_by if other not in records][:MOST_SHOWN_OTHERS]
    told = each_beside(lambda other: _stands(notices.of_person(other, now=now)), others)
    found = persons.by_ids(others)
    return [found[other] for other, is_told in zip(others, told, strict=True) if is_told and other in found]


def _stands(notices: Sequence[ExposureNotice]) -> bool:
    """Whether one of them was not taken back."""
    return any(notice.newest.told is not Told.CORRECTION for notice in notices)


def save_subscription(
    person: PersonId, subscription: Subscription, *, loopback: bool, subscriptions: PushSubscriptions
) -> bool:
    """True when the browser is new. Raises InvalidInput with every broken rule."""
    rules = {
        "endpoint": endpoint_rule(subscription.endpoint, loopback=loopback),
        "keys.p256dh": browser_key_rule(subscription.p256dh),
        "keys.auth": browser_secret_rule(subscription.auth),
    }
    faults = [Fault(field, rule) for field, rule in rules.items() if rule]
    if faults:
        raise InvalidInput(*faults)
    return subscriptions.save(person, subscription)


def remove_subscription(person: PersonId, subscription: str, *, subscriptions: PushSubscriptions) -> None:
    """Of this person alone; one that is gone already stays gone. Raises InvalidInput."""
    if not is_subscription_id(subscription):
        raise InvalidInput.of("subscription_id", "pattern")
    subscriptions.remove(person, subscription)
