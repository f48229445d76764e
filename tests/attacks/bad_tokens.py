"""Tokens of both kinds that must not verify, each wrong in one way."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from domain.base.period import epoch
from domain.base.secret import Purpose
from domain.people.roles import Role
from tests.builders.base import NOW
from tests.builders.people import a_person_id
from tests.doors.house import House
from tests.doors.sign_in import POOL_KID, pool_key, public_pem, staff_claims


def _part(value: Any) -> str:
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def _by_hand(header: Any, claims: Mapping[str, Any], key: bytes | None = None) -> str:
    """A token that a library would refuse to make."""
    head = f"{_part(header)}.{_part(claims)}"
    mac = hmac.new(key, head.encode(), hashlib.sha256).digest() if key is not None else b""
    return f"{head}.{_part(mac)}"


def _device_claims(**claims: Any) -> dict[str, Any]:
    made = {
        "sub": str(a_person_id(2)),
        "did": "d2",
        "aud": "vung-xanh/citizen",
        "iat": epoch(NOW),
        "exp": epoch(NOW + timedelta(days=400)),
        **claims,
    }
    return {name: value for name, value in made.items() if value is not None}


def _device(house: House, key: bytes | None = None, kid: str = "k1", **claims: Any) -> str:
    material = key or house.keys.ring(Purpose.DEVICE).newest.material
    return jwt.encode(_device_claims(**claims), material, algorithm="HS256", headers={"kid": kid})


@cache
def _another_rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _rs256(key: Any, **claims: Any) -> str:
    made = staff_claims(Role.PROVINCE_OFFICER, **claims)
    return jwt.encode(made, key, algorithm="RS256", headers={"kid": POOL_KID})


def bad_tokens(house: House) -> dict[str, str]:
    staff = staff_claims(Role.PROVINCE_OFFICER)
    good_device, good_staff = _device(house), _rs256(pool_key())
    head, _, mac = good_device.split(".")
    staff_head, _, staff_signature = good_staff.split(".")
    return {
        "no token at all": "",
        "no JWT": "x",
        "bytes that are no JWT": base64.urlsafe_b64encode(bytes(range(256))).decode(),
        "three empty parts": "..",
        "many parts": "a." * 5_000,
        "a header that is a list": _by_hand([], _device_claims()),
        "a header that is deep": f"{_part(b'[' * 5_000)}.e30.e30",
        "device: another key": _device(house, key=b"g" * 32),
        "device: unknown key id": _device(house, kid="k9"),
        "device: no key id": jwt.encode(
            _device_claims(), house.keys.ring(Purpose.DEVICE).newest.material, algorithm="HS256"
        ),
        "device: signed with the venue key": _device(house, key=house.keys.ring(Purpose.VENUE).newest.material),
        "device: another person in its claims": f"{head}.{_part(_device_claims(sub=str(a_person_id(1))))}.{mac}",
        "device: no algorithm": _by_hand({"alg": "none", "kid": "k1"}, _device_claims()),
        "device: no algorithm, capitals": _by_hand({"alg": "None", "kid": "k1"}, _device_claims()),
        "device: no signature": good_device.rpartition(".")[0] + ".",
        "device: another algorithm of the family": jwt.encode(
            _device_claims(),
            house.keys.ring(Purpose.DEVICE).newest.material * 2,
            algorithm="HS512",
            headers={"kid": "k1"},
        ),
        "device: no key of its own, as a path": _device(house, kid="../../dev/null"),
        "device: an overlong key id": _device(house, kid="k" * 100_000),
        "device: overlong": _device(house, more="x" * 1_000_000)[:-1] + "?",
        "device: a member of staff's claims": _device(house, **staff),
        "device: another audience": _device(house, aud="somebody-else"),
        "device: no audience": _device(house, aud=None),
        "device: no expiry": _device(house, exp=None),
        "device: no person": _device(house, sub=None),
        "device: a person id that is none": _device(house, sub="pfghnbvpram4x"),
        "staff: a device's claims": jwt.encode(
            _device_claims(), pool_key(), algorithm="RS256", headers={"kid": POOL_KID}
        ),
        "staff: another key": _rs256(_another_rsa_key()),
        "staff: unknown key id": jwt.encode(staff, pool_key(), algorithm="RS256", headers={"kid": "other"}),
        "staff: no key id": jwt.encode(staff, pool_key(), algorithm="RS256"),
        "staff: no algorithm": _by_hand({"alg": "none", "kid": POOL_KID}, staff),
        "staff: HS256 with the public key": _by_hand({"alg": "HS256", "kid": POOL_KID}, staff, public_pem()),
        "staff: HS256 with the public key under a device's key id": _by_hand(
            {"alg": "HS256", "kid": "k1"}, staff, public_pem()
        ),
        "staff: another algorithm": jwt.encode(
            staff, ec.generate_private_key(ec.SECP256R1()), algorithm="ES256", headers={"kid": POOL_KID}
        ),
        "staff: a higher role in its claims": f"{staff_head}.{_part({**staff, 'cognito:groups': ['tracer']})}."
        f"{staff_signature}",
        "staff: another audience": _rs256(pool_key(), aud="citizens-client"),
        "staff: no audience, as an access token": _rs256(
            pool_key(), aud=None, client_id="staff-client", token_use="access"
        ),
        "staff: an access token with an audience": _rs256(pool_key(), token_use="access"),
        "staff: no use": _rs256(pool_key(), token_use=None),
        "staff: another issuer": _rs256(pool_key(), iss="https://cognito-idp.ap-southeast-1.amazonaws.com/another"),
        "staff: no issuer": _rs256(pool_key(), iss=None),
        "staff: no unit": _rs256(pool_key(), **{"custom:unit_code": None}),
        "staff: no expiry": _rs256(pool_key(), exp=None),
        "device: expired": _device(house, exp=epoch(NOW)),
        "staff: expired": _rs256(pool_key(), exp=epoch(NOW)),
    }
