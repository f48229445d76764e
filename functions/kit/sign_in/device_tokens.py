"""Citizens' device tokens: JWT, HS256 alone, key chosen by `kid` (decision 0005)."""

from datetime import datetime
from typing import Any, NamedTuple

import jwt

from domain.base.period import at_epoch, epoch
from domain.base.secret import DEVICE_TOKEN_LIFE, KeyStore, Purpose
from domain.people.codes import PersonId
from domain.people.errors import TokenExpired, TokenInvalid

ALGORITHM = "HS256"
_AUDIENCE = "vung-xanh/citizen"
_CHECKS: Any = {"require": ["sub", "did", "exp", "iat", "aud"], "verify_exp": False, "verify_iat": False}


def issue(person: PersonId, device: str, *, keys: KeyStore, registered_at: datetime | None, now: datetime) -> str:
    """A token for one device of one person, valid 400 days. It says since when the person is on record; None leaves
    that out, where an older token that did not say is renewed."""
    key = keys.ring(Purpose.DEVICE).newest
    claims: dict[str, str | int] = {
        "sub": str(person),
        "did": device,
        "aud": _AUDIENCE,
        "iat": epoch(now),
        "exp": epoch(now + DEVICE_TOKEN_LIFE),
    }
    if registered_at is not None:
        claims["reg"] = epoch(registered_at)
    return jwt.encode(claims, key.material, algorithm=ALGORITHM, headers={"kid": key.kid})


class HeldToken(NamedTuple):
    """What a token says: for whom it was given, to which device, and when; since when that person is on record."""

    person: PersonId
    device: str
    issued_at: datetime
    registered_at: datetime | None


def read(token: str, kid: str, *, keys: KeyStore, now: datetime) -> HeldToken:
    """What a token says; the time is checked against `now`. Raises TokenInvalid or TokenExpired."""
    key = keys.ring(Purpose.DEVICE).keys.get(kid) or keys.ring(Purpose.DEVICE, fresh=True).keys.get(kid)
    if key is None:
        raise TokenInvalid
    try:
        claims = jwt.decode(token, key.material, algorithms=[ALGORITHM], audience=_AUDIENCE, options=_CHECKS)
        since = at_epoch(int(claims["reg"])) if "reg" in claims else None
        held = HeldToken(PersonId(claims["sub"]), str(claims["did"]), at_epoch(int(claims["iat"])), since)
        expires = int(claims["exp"])
    except (jwt.PyJWTError, ValueError, TypeError):
        raise TokenInvalid from None
    if epoch(now) >= expires:
        raise TokenExpired
    return held
