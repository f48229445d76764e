"""What a citizen asks of her notices and browsers."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.base.errors import Fault, InvalidInput
from domain.people.codes import PersonId
from domain.people.person import Person, PersonFinder
from domain.people.phone.numbers import holding
from domain.telling.exposure import ExposureNotice, ExposureNotices, Told, Version
from domain.telling.policy import MOST_SHOWN_OTHERS
from domain.telling.push import (
    PushSubscriptions,
    Subscription,
    browser_key_rule,
    browser_secret_rule,
    endpoint_rule,
    is_subscription_id,
)
from functions.kit.beside import each_beside


class OwnNotice(NamedTuple):
    """One version of one notice; `withdrawn` when a later version took it back."""

    notice: ExposureNotice
    version: Version
    withdrawn: bool


def my_notices(person: PersonId, *, notices: ExposureNotices, now: datetime) -> list[OwnNotice]:
    """Everything a person has been told, newest first."""
    found = [entry for notice in notices.of_person(person, now=now) for entry in _entries(notice)]
    return sorted(found, key=lambda e: (e.version.at, e.version.number, e.notice.case), reverse=True)


def _entries(notice: ExposureNotice) -> Sequence[OwnNotice]:
    corrected = max((v.number for v in notice.versions if v.told is Told.CORRECTION), default=0)
    return [OwnNotice(notice, v, v.told is not Told.CORRECTION and v.number < corrected) for v in notice.versions]


def others_told(
    person: PersonId, *, persons: PersonFinder, notices: ExposureNotices, now: datetime
) -> Sequence[Person]:
    """Others of this person's number for whom a notice stands, to whoever proved the number.

    Not those who lost it: they are strangers to its owner. All others are looked at, whether told or not, so that the
    time an answer takes says nothing.
    """
    own = persons.by_id(person)
    if own is None or own.phone is None:
        return []
    held = holding(persons.number(own.phone))
    if person not in held.proved:
        return []
    others = [other for other in held.named_by if other != person][:MOST_SHOWN_OTHERS]
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
