"""What a citizen asks of her notices and browsers."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
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
from domain.tracing.codes import CaseCode
from functions.kit.beside import each_beside

_NEVER = (datetime.min.replace(tzinfo=UTC), 0)


class OwnNotice(NamedTuple):
    """One version of one notice; `withdrawn` when a later version took it back."""

    notice: ExposureNotice
    version: Version
    withdrawn: bool


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
    corrected = _corrected(found)
    entries = [_entry(notice, version, corrected) for notice in found for version in notice.versions]
    return sorted(entries, key=lambda e: (*_place(e.version), e.notice.case, e.notice.person), reverse=True)


def _corrected(notices: Sequence[ExposureNotice]) -> dict[CaseCode, tuple[datetime, int]]:
    """Case → where its last correction stands: it takes back what was told before, under whichever record."""
    found: dict[CaseCode, tuple[datetime, int]] = {}
    for notice in notices:
        places = [_place(version) for version in notice.versions if version.told is Told.CORRECTION]
        found[notice.case] = max([*places, *([found[notice.case]] if notice.case in found else [])], default=_NEVER)
    return found


def _entry(notice: ExposureNotice, version: Version, corrected: Mapping[CaseCode, tuple[datetime, int]]) -> OwnNotice:
    told = version.told is not Told.CORRECTION
    return OwnNotice(notice, version, told and _place(version) < corrected[notice.case])


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
