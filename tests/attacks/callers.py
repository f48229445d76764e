"""Every kind of caller of a scene, and what none of them may read in an answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hypothesis.vendor.pretty import RepresentationPrinter

from domain.base.unit import UnitKey, path_is_within
from domain.people.roles import Role
from tests.attacks.bad_tokens import bad_tokens
from tests.builders.base import HAI_VAN, HUE, KIM_LONG, VY_DA, a_unit
from tests.builders.people import a_person_id
from tests.doors.calls import OPERATIONS
from tests.doors.sign_in import staff_token
from tests.guards.register import EXPECTED
from tests.guards.scene import Scene

BAD = ("device: expired", "device: no algorithm", "staff: HS256 with the public key", "staff: another key")
CITIZENS = {"owner": 1, "citizen": 2}
OTHERS = (3, 51, 52, 53, 54)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A caller. `role` is the one that stands for a group of them; `person` the number of a citizen's record."""

    name: str
    token: str | None
    role: Role | None = None
    inside: bool = True
    person: int = 0

    def may(self, operation: str) -> bool:
        """By the row of the operation, whatever the request says."""
        row = EXPECTED[operation]
        if self.role is not None:
            status = row.inside if self.inside else row.outside
            return (status if self.role in row.roles else row.other_roles) < 400
        return {"nobody": row.nobody, "citizen": row.citizen, "owner": row.owner}.get(self.name, 401) < 400


@dataclass(frozen=True, slots=True)
class Secret:
    """Something personal: as it is found in any spelling, and whose it is."""

    pattern: re.Pattern[str]
    person: int


@dataclass(frozen=True, slots=True)
class Cast:
    """Nobody, two citizens, every group of roles of the commune, its province, next door and elsewhere, and tokens that are none."""

    callers: tuple[Somebody, ...]
    secrets: tuple[Secret, ...]

    def _repr_pretty_(self, printer: RepresentationPrinter, *_: object) -> None:
        """Short: hypothesis tells its arguments with a failure, and refuses to tell very long ones, and so the failure."""
        printer.text(f"{len(self.callers)} callers")

    @classmethod
    def of(cls, scene: Scene) -> "Cast":
        bad = bad_tokens(scene.house)
        callers = (
            Somebody("nobody", None),
            Somebody("citizen", scene.citizen_token, person=CITIZENS["citizen"]),
            Somebody("owner", scene.owner_token, person=CITIZENS["owner"]),
            *(a_member_of_staff(role, unit) for role in groups() for unit in (VY_DA, HUE, KIM_LONG, HAI_VAN)),
            *(Somebody(name, bad[name]) for name in BAD),
        )
        return cls(callers, tuple(_secrets(scene)))

    def who(self, operation: str, *, may: bool) -> list[Somebody]:
        return [each for each in self.callers if each.may(operation) is may]

    def told(self, somebody: Somebody, operation: str, asked: str, answer: str) -> list[str]:
        """What an answer says of others to a caller who neither may know it nor has said it."""
        if somebody.role is not None and somebody.inside and somebody.may(operation):
            return []
        others = (secret.pattern for secret in self.secrets if secret.person != somebody.person)
        return [each.pattern for each in others if each.search(answer) and not each.search(asked)]


@cache
def groups() -> tuple[Role, ...]:
    """One role of each group that may call the same operations."""
    found: dict[frozenset[str], Role] = {}
    for role in Role:
        opened = {name for name, (_, operation) in OPERATIONS.items() if role in operation.callers.roles}
        found.setdefault(frozenset(opened), role)
    return tuple(found.values())


def a_member_of_staff(role: Role, unit: UnitKey) -> Somebody:
    """At home in the scene's commune and in its province."""
    inside = path_is_within(a_unit(VY_DA).path, unit)
    return Somebody(f"{role} of {unit}", staff_token(role, unit), role, inside=inside)


def _secrets(scene: Scene) -> Iterator[Secret]:
    """Numbers and cards of the scene's people, names where nobody else has them, and the number of the venue."""
    named = {scene.citizen.full_name, scene.guest.full_name}
    for number in (*CITIZENS.values(), *OTHERS):
        person = scene.house.persons.by_id(a_person_id(number))
        yield Secret(_number(person.phone), number)
        yield Secret(re.compile("-?".join(map(re.escape, str(person.card))), re.IGNORECASE), number)
        if person.full_name in named:
            yield Secret(re.compile(re.escape(person.full_name)), number)
    yield Secret(_number(scene.venue.contact_phone), CITIZENS["owner"])


def _number(phone: str | None) -> re.Pattern[str]:
    """In whatever way a number is written, its last nine digits are the same."""
    assert phone is not None
    return re.compile(r"[ .-]?".join(phone[-9:]))
