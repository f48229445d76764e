"""Twins of the push subscriptions and of the way out to browsers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.period import at_epoch, epoch
from domain.base.secret import DEVICE_TOKEN_LIFE
from domain.people.codes import PersonId
from domain.telling.push import MOST_DEVICES, Delivery, Subscription


class MemorySubscriptions(Twin):
    """PushSubscriptions in a dictionary."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._devices: dict[PersonId, dict[str, Subscription]] = {}

    @step
    def save(self, person: PersonId, subscription: Subscription) -> bool:
        own = self._devices.setdefault(person, {})
        is_new = subscription.subscription_id not in own
        own[subscription.subscription_id] = replace(subscription, saved_at=at_epoch(epoch(subscription.saved_at)))
        others = [s for s in _newest_first(own) if s.subscription_id != subscription.subscription_id]
        for oldest in others[MOST_DEVICES - 1 :]:
            del own[oldest.subscription_id]
        return is_new

    @step
    def of_person(self, person: PersonId, *, now: datetime) -> Sequence[Subscription]:
        living = [s for s in _newest_first(self._devices.get(person, {})) if s.saved_at + DEVICE_TOKEN_LIFE > now]
        return living[:MOST_DEVICES]

    @step
    def remove(self, person: PersonId, subscription: str) -> None:
        self._devices.get(person, {}).pop(subscription, None)


def _newest_first(own: dict[str, Subscription]) -> list[Subscription]:
    return sorted(own.values(), key=lambda s: (-epoch(s.saved_at), s.subscription_id))


class MemoryPusher(Twin):
    """Pusher that keeps what it sent: (endpoint, message, de-duplication id). `answers` says what services answer."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self.pushes: list[tuple[str, str, str]] = []
        self.answers: dict[str, Delivery] = {}

    def public_key(self) -> str:
        """A point of the curve, so that a browser would take it: the curve's own generator."""
        return "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"

    @step
    def push(self, subscription: Subscription, message: str, *, once: str) -> Delivery:
        answer = self.answers.get(subscription.endpoint, Delivery.TAKEN)
        if answer is Delivery.TAKEN:
            self.pushes.append((subscription.endpoint, message, once))
        return answer
