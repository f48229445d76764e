"""Routes of identity."""

import secrets

from domain.base.period import shown
from domain.people.acts import REGISTERED
from domain.people.caller import Citizen, Staff
from domain.people.errors import NotAllowed, PersonUnknown
from domain.people.person import Registration
from domain.people.roles import REGISTRARS
from functions.identity import intake, service, wiring
from functions.identity.devices import api as devices_api
from functions.identity.door import door
from functions.identity.joining import api as joining_api
from functions.identity.schema import (
    OtpSent,
    PhoneVerified,
    Profile,
    Registered,
    RegisterPerson,
    VerifyPhone,
    profile,
)
from functions.kit.errands import staff_errand
from functions.kit.http import Answer, Call
from functions.kit.shapes import Nothing
from functions.kit.sign_in import device_tokens
from functions.kit.sign_in.auth import ANYONE, CITIZEN

app, handler = door.app, door.handler

__all__ = ["app", "devices_api", "door", "handler", "joining_api"]


@door.operation(
    "POST",
    "/persons",
    "registerPerson",
    summary="Register a person: a citizen's own device, or staff for somebody without a phone",
    callers=ANYONE,
    body=RegisterPerson,
    answers={201: Registered, 200: Registered},
    problems=("invalid", "not-allowed", "outside-jurisdiction"),
)
def register_person(call: Call) -> Answer:
    """Two ways in: nobody becomes a citizen; staff register somebody else and get no device token."""
    body: RegisterPerson = call.body
    p = wiring.parts()
    now = p.clock()
    if isinstance(call.caller, Citizen):
        raise NotAllowed
    if isinstance(call.caller, Staff):
        call.caller.require(*REGISTRARS)
    person = intake.new_person(body, call.caller, ids=(ids := p.new_ids()), units=p.units, now=now)
    registration = str(body.registration_id or secrets.token_hex(16))
    if not isinstance(call.caller, Staff):
        done = service.register(person, device=ids.device, registration=registration, persons=p.persons)
        token = device_tokens.issue(done.person.person_id, done.device, keys=p.keys, now=now)
        return _registered(done, token)
    staff = call.caller
    staff.require_within(person.unit_path)
    errand = staff_errand(staff, REGISTERED, now=now)
    done = service.register_assisted(
        person, registration=f"{staff.staff_id}:{registration}", errand=errand, persons=p.persons, audit=p.audit
    )
    return _registered(done, "")


@door.operation(
    "GET",
    "/me",
    "getMyProfile",
    summary="The citizen's own record",
    callers=CITIZEN,
    answers={200: Profile},
    problems=("person-unknown",),
)
def get_my_profile(call: Call) -> Answer:
    """A token outlives an erased person, hence the check."""
    person = wiring.parts().persons.by_id(call.citizen.person)
    if person is None:
        raise PersonUnknown
    return Answer(profile(person))


@door.operation(
    "POST",
    "/me/phone-otp",
    "requestPhoneOtp",
    summary="Send a one-time code to the registered phone",
    callers=CITIZEN,
    body=Nothing,
    answers={202: OtpSent},
    problems=("otp-too-many", "person-unknown"),
)
def request_phone_otp(call: Call) -> Answer:
    """The code travels through the notice outbox."""
    p = wiring.parts()
    expires = service.send_otp(
        call.citizen.person, p.new_otp(), persons=p.persons, outbox=p.outbox, keys=p.keys, now=p.clock()
    )
    return Answer(OtpSent(expires_at=shown(expires)), 202)


@door.operation(
    "POST",
    "/me/phone",
    "verifyPhone",
    summary="Prove the registered phone with the code it received",
    callers=CITIZEN,
    body=VerifyPhone,
    answers={200: PhoneVerified},
    problems=("otp-wrong", "otp-expired", "otp-too-many", "person-unknown"),
)
def verify_phone(call: Call) -> Answer:
    """Tracers see whether a phone was ever proved."""
    p = wiring.parts()
    body: VerifyPhone = call.body
    service.verify_phone(call.citizen.person, body.otp, persons=p.persons, keys=p.keys, now=p.clock())
    return Answer(PhoneVerified(phone_verified=True))


def _registered(done: Registration, token: str) -> Answer:
    person = done.person
    body = Registered(
        person_id=str(person.person_id),
        personal_code=person.card.shown,
        phone_verified=person.phone_verified_at is not None,
        device_token=token,
    )
    return Answer(body, 201 if done.is_new else 200)
