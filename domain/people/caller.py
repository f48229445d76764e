"""Who is calling: a citizen, a member of staff within a unit, or nobody."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.unit import UnitKey, path_is_within
from domain.people.codes import PersonId
from domain.people.errors import NotAllowed, OutsideJurisdiction
from domain.people.roles import Role


@dataclass(frozen=True, slots=True)
class Citizen:
    """Someone holding a device token. `person` is the record it was given for; `others` are more of the same human,
    of whom `spoken_by` speaks. `registered_at`: since when the token's record is known; None where an old token does
    not say.
    """

    person: PersonId
    device: str
    others: tuple[PersonId, ...] = ()
    spoken_by: PersonId | None = None
    registered_at: datetime | None = None

    @property
    def human(self) -> PersonId:
        """The record that speaks for all of them: whose name, number and papers count."""
        return self.spoken_by or self.person

    @property
    def records(self) -> tuple[PersonId, ...]:
        """Every record of this human, the token's own first."""
        return (self.person, *self.others)

    @property
    def actor(self) -> str:
        """Pseudonymous id for logs and the audit record."""
        return f"P#{self.person}"


@dataclass(frozen=True, slots=True)
class Staff:
    """A signed-in member of staff with the roles and the unit the user pool states. `name` is the one they sign in with."""

    staff_id: str
    roles: frozenset[Role]
    unit: UnitKey
    name: str = ""

    @property
    def actor(self) -> str:
        """Pseudonymous id for logs and the audit record."""
        return f"S#{self.staff_id}"

    @property
    def known_as(self) -> str:
        """What colleagues of the unit see of who works on something."""
        return self.name or self.staff_id

    def require(self, *roles: Role) -> None:
        """Raises NotAllowed unless one of the roles is held."""
        if self.roles.isdisjoint(roles):
            raise NotAllowed

    def require_within(self, unit_path: str) -> None:
        """Raises OutsideJurisdiction unless the unit is this member's own or lies in it."""
        if not path_is_within(unit_path, self.unit):
            raise OutsideJurisdiction


Caller = Citizen | Staff | None
