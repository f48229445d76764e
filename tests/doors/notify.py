"""A citizen's notices and browsers; its function reads device tokens alone."""

from collections.abc import Mapping

from adapters.memory.notice.notices import MemoryBus, MemoryNotices
from adapters.memory.person.subscriptions import MemoryPusher, MemorySubscriptions
from functions.notify import wiring
from tests.doors.capabilities import Made, always
from tests.doors.house import House

TWINS = {
    "outbox": lambda house: MemoryNotices(house.faults),
    "subscriptions": lambda house: MemorySubscriptions(house.faults),
    "pusher": lambda house: MemoryPusher(house.faults),
    "bus": lambda house: MemoryBus(house.faults),
}


def wired(house: House) -> Mapping[str, Made]:
    parts = wiring.Parts(
        authenticator=house.citizens,
        notices=house.exposures,
        subscriptions=house.subscriptions,
        push_key=house.pusher.public_key,
        clock=house.clock,
    )
    return {"parts": always(parts)}
