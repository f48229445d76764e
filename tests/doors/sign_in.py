"""Staff sign-ins as the user pool makes them."""

from datetime import timedelta
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from domain.base.period import epoch
from domain.base.unit import UnitKey
from domain.people.roles import Role
from functions.kit.sign_in.staff_tokens import PoolTokens
from tests.builders.base import NOW, VY_DA

ISSUER = "https://cognito-idp.ap-southeast-1.amazonaws.com/ap-southeast-1_Test"
CLIENT_ID = "staff-client"
POOL_KID = "pool-key-1"


@cache
def pool_key() -> rsa.RSAPrivateKey:
    """The user pool's key pair; made once, since making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def public_pem() -> bytes:
    """What an attacker would feed to HS256."""
    return (
        pool_key()
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def the_pool() -> PoolTokens:
    """Reads what `staff_token` makes."""
    return PoolTokens(ISSUER, CLIENT_ID, fetch=lambda _: {POOL_KID: pool_key().public_key()})


def staff_claims(role: Role | None, unit: UnitKey = VY_DA, **claims: Any) -> dict[str, Any]:
    """An ID token's claims for a member of staff; a claim given as None is left out."""
    made = {
        "sub": f"staff-{role or 'none'}",
        "aud": CLIENT_ID,
        "iss": ISSUER,
        "token_use": "id",
        "iat": epoch(NOW),
        "exp": epoch(NOW + timedelta(hours=1)),
        "cognito:groups": [role.value] if role else [],
        "custom:unit_scheme": unit.scheme,
        "custom:unit_code": unit.code,
        **claims,
    }
    return {name: value for name, value in made.items() if value is not None}


def staff_token(role: Role | None, unit: UnitKey = VY_DA, **claims: Any) -> str:
    """As the user pool signs it."""
    return jwt.encode(staff_claims(role, unit, **claims), pool_key(), algorithm="RS256", headers={"kid": POOL_KID})
