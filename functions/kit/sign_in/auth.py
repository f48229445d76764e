"""Who is calling: nobody, a citizen's device, or a member of staff. Which algorithm verifies is ours to say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import jwt

from domain.base.secret import KeyStore
from domain.people.caller import Caller, Citizen, Staff
from domain.people.errors import NotAllowed, NotSignedIn, TokenInvalid, TokenRevoked
from domain.people.human.standing import Standing
from domain.people.roles import Role
from functions.kit.sign_in import device_tokens
from functions.kit.sign_in.device_tokens import HeldToken


@dataclass(frozen=True, slots=True)
class Callers:
    """Who may call one route. Jurisdiction is checked by the use case, on the unit of what is touched."""

    anyone: bool = False
    citizen: bool = False
    roles: frozenset[Role] = frozenset()

    def admit(self, caller: Caller) -> None:
        """Raises NotSignedIn for nobody, NotAllowed for somebody else."""
        if caller is None:
            if not self.anyone:
                raise NotSignedIn
        elif isinstance(caller, Citizen):
            if not (self.citizen or self.anyone):
                raise NotAllowed
        elif not self.anyone and caller.roles.isdisjoint(self.roles):
            raise NotAllowed


ANYONE = Callers(anyone=True)
CITIZEN = Callers(citizen=True)


def staff(*roles: Role) -> Callers:
    """These roles alone."""
    return Callers(roles=frozenset(roles))


class StaffTokens(Protocol):
    """Verifies a staff token; raises TokenInvalid, TokenExpired, or Busy when the keys cannot be had."""

    def read(self, token: str, kid: str, *, now: datetime) -> Staff: ...


@dataclass(frozen=True, slots=True)
class Authenticator:
    """Reads bearer tokens. A function that serves citizens only holds no `staff` reader and refuses their tokens."""

    keys: KeyStore
    standing: Standing
    staff: StaffTokens | None = None

    def caller(self, authorization: str | None, *, now: datetime) -> Caller:
        """The caller of a request; a token that does not verify is refused even where none is needed."""
        if not authorization:
            return None
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise TokenInvalid
        try:
            header = jwt.get_unverified_header(token.strip())
        except jwt.PyJWTError:
            raise TokenInvalid from None
        return self._verified(token.strip(), header.get("alg"), str(header.get("kid", "")), now)

    def _verified(self, token: str, algorithm: str | None, kid: str, now: datetime) -> Citizen | Staff:
        if algorithm == device_tokens.ALGORITHM:
            return self._standing_of(device_tokens.read(token, kid, keys=self.keys, now=now))
        if algorithm == "RS256" and self.staff is not None:
            return self.staff.read(token, kid, now=now)
        raise TokenInvalid

    def _standing_of(self, held: HeldToken) -> Citizen:
        """The citizen with all records of the same human. Raises TokenRevoked."""
        revoked, records = self.standing.stand()
        if revoked.holds(held.person, held.device, held.issued_at):
            raise TokenRevoked
        others = tuple(record for record in records.members(held.person) if record != held.person)
        speaks = records.survivor(held.person) if others else None
        return Citizen(held.person, held.device, others, speaks, held.registered_at)
