"""Who may call what: every operation by every kind of caller, with the exact status.

The table is written out here and not derived from the code, so that a change of permission is a change of this file
(guidebook, permissions).
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from domain.base.period import epoch
from domain.base.secret import Purpose
from domain.people.roles import Role
from tests.builders import KIM_LONG, NOW, VY_DA, a_person_id
from tests.guards.valid_calls import CALLS, Scene
from tests.http_calls import OPERATIONS, POOL_KID, House, open_house, pool_key, public_pem, staff_claims, staff_token

ROLES = (
    "tracer", "epidemiologist", "checkpoint_officer", "lab_staff", "quarantine_staff", "health_station",
    "commune_officer", "district_officer", "province_officer", "volunteer", "auditor", "operator",
)  # fmt: skip
NOBODY_ELSE: tuple[str, ...] = ()
KEEPERS = ("commune_officer", "district_officer", "province_officer", "volunteer")
DESK = (*KEEPERS, "checkpoint_officer", "health_station")
FINDERS = (*DESK, "tracer", "epidemiologist")
REGISTRARS = (*DESK, "quarantine_staff", "lab_staff")
READERS = tuple(role for role in ROLES if role not in {"auditor", "operator"})
TRACERS = ("tracer", "epidemiologist")
RELEASERS = (*TRACERS, "district_officer", "province_officer")
FIGURES = tuple(role for role in ROLES if role != "operator")


class Row(NamedTuple):
    """Status for nobody, a citizen, the venue's owner; for these roles in the unit and outside; for other roles."""

    nobody: int
    citizen: int
    owner: int
    roles: tuple[str, ...]
    inside: int = 200
    outside: int = 403
    other_roles: int = 403


EXPECTED: Mapping[str, Row] = {
    "registerPerson": Row(201, 403, 403, REGISTRARS, inside=201),
    "getMyProfile": Row(401, 200, 200, NOBODY_ELSE),
    "requestPhoneOtp": Row(401, 202, 202, NOBODY_ELSE),
    "verifyPhone": Row(401, 200, 200, NOBODY_ELSE),
    # The check-in function holds no reader of staff tokens: to it they are no tokens.
    "checkIn": Row(401, 201, 201, NOBODY_ELSE, other_roles=401),
    "checkOut": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
    "voidVisit": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
    "listMyVisits": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
    "registerVenue": Row(401, 201, 201, KEEPERS, inside=201),
    # A file for another unit is refused row by row.
    "importVenues": Row(401, 403, 403, KEEPERS, inside=201, outside=422),
    "searchVenues": Row(401, 403, 403, READERS),
    "listMyVenues": Row(401, 200, 200, NOBODY_ELSE),
    "getVenue": Row(200, 200, 200, ROLES, outside=200),
    "deactivateVenue": Row(401, 403, 200, KEEPERS),
    "reactivateVenue": Row(401, 403, 200, KEEPERS),
    "reissueVenueCode": Row(401, 403, 200, KEEPERS),
    "getVenuePoster": Row(401, 403, 200, READERS),
    # Outside the unit a name is cut to initials.
    "findPersons": Row(401, 403, 403, FINDERS, outside=200),
    "recordVisitByStaff": Row(401, 403, 201, DESK, inside=201),
    "getStatistics": Row(401, 403, 403, FIGURES),
    # By the one who confirmed it, a case is not released: the scene's was confirmed by somebody else.
    "confirmCase": Row(401, 403, 403, TRACERS, inside=201),
    "amendCase": Row(401, 403, 403, TRACERS),
    "retractCase": Row(401, 403, 403, TRACERS),
    "retraceCase": Row(401, 403, 403, TRACERS),
    "releaseTrace": Row(401, 403, 403, RELEASERS),
    "listCases": Row(401, 403, 403, RELEASERS),
    "getCase": Row(401, 403, 403, RELEASERS),
    "getTrace": Row(401, 403, 403, RELEASERS),
    "getPolicy": Row(200, 200, 200, ROLES, outside=200),
    "listContacts": Row(401, 403, 403, (*TRACERS, "health_station")),
    "getContact": Row(401, 403, 403, (*TRACERS, "health_station")),
    "updateContact": Row(401, 403, 403, (*TRACERS, "health_station")),
    "exportContacts": Row(401, 403, 403, TRACERS),
    # Neither notify nor audit holds a reader of staff tokens.
    "listMyNotices": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
    "getPushKey": Row(200, 200, 200, NOBODY_ELSE, other_roles=401),
    "savePushSubscription": Row(401, 201, 201, NOBODY_ELSE, other_roles=401),
    "removePushSubscription": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
    "listAccessLog": Row(401, 200, 200, NOBODY_ELSE, other_roles=401),
    "getOpenApi": Row(200, 200, 200, ROLES, outside=200),
    "getHealth": Row(200, 200, 200, ROLES, outside=200),
}
CHANGED_PERMISSIONS = (
    "{operation} answers {got} where the table of this file says {wanted}. If a permission was meant to change, "
    "change the table, the guidebook's permissions and the changelog with it."
)


@cache
def _staff(role: str | None, *, inside: bool) -> str:
    return staff_token(Role(role) if role else None, VY_DA if inside else KIM_LONG)


def _callers(scene: Scene) -> dict[str, str | None]:
    callers = {"nobody": None, "citizen": scene.citizen_token, "owner": scene.owner_token}
    for role in ROLES:
        callers[f"{role} inside"] = _staff(role, inside=True)
        callers[f"{role} outside"] = _staff(role, inside=False)
    return {**callers, "staff without a role": _staff(None, inside=True)}


def _wanted(row: Row) -> dict[str, int]:
    wanted = {"nobody": row.nobody, "citizen": row.citizen, "owner": row.owner}
    for role in ROLES:
        wanted[f"{role} inside"] = row.inside if role in row.roles else row.other_roles
        wanted[f"{role} outside"] = row.outside if role in row.roles else row.other_roles
    everybody = row.roles == ROLES
    return {**wanted, "staff without a role": row.inside if everybody else row.other_roles}


def test_every_operation_stands_in_the_table():
    assert set(EXPECTED) == set(OPERATIONS) == set(CALLS), "a new operation needs a row here, and a valid call"
    assert set(ROLES) == {role.value for role in Role}, "a new role needs its column here"


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_every_caller_gets_exactly_the_status_of_the_table(operation):
    with open_house() as house:
        names = list(_callers(Scene.set_up(house)))
    got = {}
    for name in names:
        with open_house() as house:
            scene = Scene.set_up(house)
            got[name] = scene.call(operation, _callers(scene)[name]).status
    wanted = _wanted(EXPECTED[operation])
    wrong = {name: (got[name], wanted[name]) for name in names if got[name] != wanted[name]}
    assert not wrong, CHANGED_PERMISSIONS.format(operation=operation, got=wrong, wanted="(second)")


def _part(value: Any) -> str:
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def _by_hand(header: Mapping[str, Any], claims: Mapping[str, Any], key: bytes | None = None) -> str:
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


def _bad_tokens(house: House) -> dict[str, str]:
    staff = staff_claims(Role.PROVINCE_OFFICER)
    good_device, good_staff = _device(house), _rs256(pool_key())
    head, _, mac = good_device.split(".")
    staff_head, _, staff_signature = good_staff.split(".")
    return {
        "no token at all": "",
        "no JWT": "x",
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
        "device: another audience": _device(house, aud="somebody-else"),
        "device: no audience": _device(house, aud=None),
        "device: no expiry": _device(house, exp=None),
        "device: no person": _device(house, sub=None),
        "device: a person id that is none": _device(house, sub="pfghnbvpram4x"),
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


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_a_token_that_does_not_verify_is_refused_everywhere(operation):
    """Even where none is needed: a caller who believes to be signed in must learn that they are not."""
    with open_house() as house:
        scene = Scene.set_up(house)
        before = house.stored()
        got = {name: scene.call(operation, token) for name, token in _bad_tokens(house).items()}
        let_in = {name: reply.status for name, reply in got.items() if reply.status != 401}
        assert not let_in, f"{operation} lets in a token that does not verify: {let_in}"
        assert {reply.code for reply in got.values()} <= {"token-invalid", "token-expired"}
        assert house.stored() == before


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_an_expired_sign_in_is_told_from_a_forged_one(operation):
    """The page renews an expired sign-in by itself, and warns of a forged one."""
    with open_house() as house:
        scene = Scene.set_up(house)
        tokens = _bad_tokens(house)
        assert scene.call(operation, tokens["device: expired"]).code == "token-expired"
        citizens_only = EXPECTED[operation].other_roles == 401
        staff_code = "token-invalid" if citizens_only else "token-expired"
        assert scene.call(operation, tokens["staff: expired"]).code == staff_code


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_every_operation_declares_its_callers(operation):
    callers = OPERATIONS[operation][1].callers
    assert callers.anyone or callers.citizen or callers.roles, (
        f"{operation}: say who may call it (guidebook, permissions)"
    )


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_only_what_is_public_is_open_to_nobody(operation):
    public = {"registerPerson", "getVenue", "getPolicy", "getPushKey", "getOpenApi", "getHealth"}
    anyone = OPERATIONS[operation][1].callers.anyone
    assert anyone == (operation in public), f"{operation}: a public route is a decision; write it here and in a record"
