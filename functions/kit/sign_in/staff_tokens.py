"""Staff sign-in: the user pool's ID token, RS256 alone, keys from the pool's JWKS."""

import json
import os
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import jwt

from domain.base.errors import Busy
from domain.base.period import epoch
from domain.base.unit import UnitKey
from domain.people.caller import Staff
from domain.people.errors import TokenExpired, TokenInvalid
from domain.people.roles import Role
from functions.kit.settings import from_environment

ALGORITHM = "RS256"
_CHECKS: Any = {"require": ["sub", "exp", "aud", "iss"], "verify_exp": False, "verify_iat": False}
_REFETCH = timedelta(seconds=10)  # a flood of invented key ids may not become a flood of fetches


def fetch_jwks(url: str) -> Mapping[str, Any]:
    """The pool's public keys, by key id."""
    import cryptography  # noqa: F401  PyJWT reads RSA keys through it: who verifies staff tokens carries it

    with urllib.request.urlopen(url, timeout=2) as answer:
        jwks = jwt.PyJWKSet.from_dict(json.load(answer))
    return {str(key.key_id): key.key for key in jwks.keys}


def jwks_url(issuer: str) -> str:
    """Where the pool publishes its keys: at its issuer, or at the loopback cloud the function runs in."""
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    host = urlsplit(endpoint).hostname or ""
    if host == "localhost" or (host.replace(".", "").isdigit() and ip_address(host).is_loopback):
        return f"{endpoint.rstrip('/')}/{issuer.rpartition('/')[2]}/.well-known/jwks.json"
    return f"{issuer}/.well-known/jwks.json"


@dataclass(frozen=True, slots=True)
class StaffSettings:
    """The user pool's issuer and the client whose tokens are taken."""

    staff_issuer: str
    staff_client_id: str


@dataclass
class PoolTokens:
    """Tokens of one pool and one client."""

    issuer: str
    client_id: str
    fetch: Callable[[str], Mapping[str, Any]] = fetch_jwks
    _keys: Mapping[str, Any] = field(default_factory=dict)
    _fetched: datetime | None = None

    def read(self, token: str, kid: str, *, now: datetime) -> Staff:
        """Roles are the known groups; a token without a unit has none and is refused."""
        key = self._key(kid, now)
        try:
            claims = jwt.decode(
                token, key, algorithms=[ALGORITHM], audience=self.client_id, issuer=self.issuer, options=_CHECKS
            )
            staff = _staff(claims)
            expires = int(claims["exp"])
        except (jwt.PyJWTError, KeyError, ValueError, TypeError):
            raise TokenInvalid from None
        if epoch(now) >= expires:
            raise TokenExpired
        return staff

    def _fetch(self) -> Mapping[str, Any]:
        try:
            return self.fetch(jwks_url(self.issuer))
        except OSError as silence:
            raise Busy from silence

    def _key(self, kid: str, now: datetime) -> Any:
        stale = self._fetched is None or now - self._fetched >= _REFETCH
        if kid not in self._keys and stale:
            self._keys, self._fetched = self._fetch(), now
        if kid not in self._keys:
            raise TokenInvalid
        return self._keys[kid]


def pool_tokens() -> PoolTokens:
    """The reader of staff tokens this function was deployed with."""
    settings = from_environment(StaffSettings)
    return PoolTokens(settings.staff_issuer, settings.staff_client_id)


def _staff(claims: Mapping[str, Any]) -> Staff:
    if claims.get("token_use") != "id":
        raise ValueError("not an ID token")
    known = {role.value for role in Role}
    groups = claims.get("cognito:groups") or []
    roles = frozenset(Role(group) for group in groups if group in known)
    unit = UnitKey(str(claims["custom:unit_scheme"]), str(claims["custom:unit_code"]))
    return Staff(str(claims["sub"]), roles, unit, str(claims.get("cognito:username", "")))
