"""A venue, visits, people and a case of Vỹ Dạ: what every valid call and every bad one is tried on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from domain.people.person import Person
from domain.presence.venue import Venue
from tests.doors.calls import OPERATIONS, Reply
from tests.doors.house import House, Image, open_house
from tests.guards.register import CALLS, modules
from tests.guards.rows import THE_QR


@dataclass
class Scene:
    """An owner with a venue, a citizen, and a guest with a card; the callers are the first two.

    The guest is a case whose contacts are the others. `ids` stand in the paths: each names a thing that exists.
    """

    house: House
    owner: Person
    owner_token: str
    citizen: Person
    citizen_token: str
    guest: Person
    venue: Venue
    ids: dict[str, str] = field(default_factory=dict)

    @classmethod
    def set_up(cls, house: House) -> "Scene":
        owner, owner_token = house.citizen(1)
        citizen, citizen_token = house.citizen(2, full_name="Lê Thị Hồng Vân")
        guest, guest_token = house.citizen(3, full_name="Phan Đình Tùng")
        venue = house.venue(1, owner=str(owner.person_id), contact_phone="+842343898777")
        for token in (owner_token, citizen_token):
            house.call("checkIn", {"code": house.qr(venue), "at": "2021-10-02T08:10:00+07:00"}, token=token)
            house.call("requestPhoneOtp", {}, token=token)
        house.call("checkIn", {"code": house.qr(venue), "at": "2021-10-01T20:00:00+07:00"}, token=guest_token)
        scene = cls(house, owner, owner_token, citizen, citizen_token, guest, venue)
        for module in modules():
            scene.ids |= module.ids(scene) if hasattr(module, "ids") else {}
        return scene

    def call(self, operation: str, token: str | None = None) -> Reply:
        """The valid call of this operation."""
        return self.send(operation, token=token, **CALLS[operation](self))

    def send(self, operation: str, body: Any = None, *, token: str | None = None, **how: Any) -> Reply:
        """Any call, with the scene's ids in its path."""
        if isinstance(body, dict) and body.get("code") == THE_QR:
            body = {**body, "code": self.house.qr(self.venue)}
        path = {name: value for name, value in self.ids.items() if f"{{{name}}}" in OPERATIONS[operation][1].path}
        return self.house.call(operation, body, token=token, **{**path, **how})

    def begin_again(self) -> None:
        """All as it was when the scene was opened."""
        self.house.become(_first()[1])


@cache
def _first() -> tuple[Scene, Image]:
    """The scene is played once; every other opening copies it, keys and all."""
    with open_house() as house:
        scene = Scene.set_up(house)
        return scene, house.image()


@contextmanager
def open_scene() -> Iterator[Scene]:
    """The scene in a house of its own, whose doors are open until the end of the block."""
    first, image = _first()
    facts: Mapping[str, Any] = {name: value for name, value in vars(first).items() if name != "house"}
    with open_house() as house:
        house.become(image)
        yield Scene(house, **facts)
