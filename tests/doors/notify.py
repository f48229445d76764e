"""A citizen's notices and browsers, the relay and the sender; its routes read device tokens alone."""

from collections.abc import Mapping

from adapters.memory.notice.notices import MemoryBus, MemoryMessenger, MemoryNotices
from adapters.memory.notice.texts import MemoryTexts
from adapters.memory.person.subscriptions import MemoryPusher, MemorySubscriptions
from functions.kit.speaking import Speaking
from functions.notify import wiring
from functions.notify.service.reach import Ports
from tests.doors.capabilities import Made, always
from tests.doors.house import House
from tests.doors.venue import SITE_URL

TWINS = {
    "outbox": lambda house: MemoryNotices(house.faults),
    "subscriptions": lambda house: MemorySubscriptions(house.faults),
    "pusher": lambda house: MemoryPusher(house.faults),
    "texts": lambda house: MemoryTexts(house.faults),
    "messenger": lambda house: MemoryMessenger(house.faults),
    "bus": lambda house: MemoryBus(house.faults),
}


def wired(house: House) -> Mapping[str, Made]:
    parts = wiring.Parts(
        authenticator=house.citizens,
        notices=house.exposures,
        subscriptions=house.subscriptions,
        persons=Speaking(house.persons, house.standing),
        push_key=house.pusher.public_key,
        clock=house.clock,
    )
    ports = Ports(
        house.outbox,
        house.messenger,
        house.pusher,
        house.subscriptions,
        Speaking(house.persons, house.standing),
        house.texts,
        house.tallies,
        house.keys,
        house.standing,
        site_url=SITE_URL,
    )
    sender = wiring.SenderParts(ports, house.clock)
    return {"parts": always(parts), "sender_parts": always(sender), "bus": always(house.bus)}
