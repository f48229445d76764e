"""Routes of registration."""

import secrets

from domain.people.acts import IDENTITY_MET, REGISTERED
from domain.people.caller import Citizen, Staff
from domain.people.errors import NotAllowed, TokenRevoked
from domain.people.person import Registration
from domain.people.roles import INTERVIEWERS, REGISTRARS
from functions.identity import wiring
from functions.identity.devices.service import kind_of, noted
from functions.identity.door import door
from functions.identity.registration import intake, service
from functions.identity.registration.schema import Registered, RegisterPerson
from functions.kit.errands import staff_errand
from functions.kit.http import Answer, Call
from functions.kit.sign_in import device_tokens
from functions.kit.sign_in.auth import ANYONE


@door.operation(
    "POST",
    "/persons",
    "registerPerson",
    summary="Register a person: a citizen's own device, or staff for somebody without a phone",
    callers=ANYONE,
    body=RegisterPerson,
    answers={201: Registered, 200: Registered},
    problems=(
        "invalid",
        "not-allowed",
        "outside-jurisdiction",
        "identity-known-otherwise",
        "phone-registrations-used",
        "too-many",
    ),
)
def register_person(call: Call) -> Answer:
    """Two ways in: nobody becomes a citizen; staff register somebody else and get no device token.

    Of their own unit; tracers whomever an F0 names, wherever that is.
    """
    body: RegisterPerson = call.body
    p = wiring.parts()
    now = p.clock()
    if isinstance(call.caller, Citizen):
        raise NotAllowed
    if isinstance(call.caller, Staff):
        call.caller.require(*REGISTRARS, *INTERVIEWERS)
    person = intake.new_person(body, call.caller, ids=(ids := p.new_ids()), units=p.units, now=now)
    registration = str(body.registration_id or secrets.token_hex(16))
    if not isinstance(call.caller, Staff):
        done = service.register(
            person, device=ids.device, registration=registration, source=call.source, ports=p.registration, now=now
        )
        if not done.is_new:
            _refuse_if_signed_out(done)
        noted(done.person.person_id, done.device, kind_of(call.user_agent), devices=p.devices, now=now)
        since = done.person.registered_at
        token = device_tokens.issue(done.person.person_id, done.device, keys=p.keys, registered_at=since, now=now)
        return _registered(done, token)
    staff = call.caller
    if not INTERVIEWERS & staff.roles:
        staff.require_within(person.unit_path)
    done = service.register_assisted(
        person,
        registration=f"{staff.staff_id}:{registration}",
        staff=staff,
        errand=staff_errand(staff, REGISTERED, now=now),
        met=staff_errand(staff, IDENTITY_MET, now=now),
        persons=p.persons,
        audit=p.audit,
    )
    return _registered(done, "")


def _refuse_if_signed_out(done: Registration) -> None:
    """A lost phone knows the name of its registration: repeating it must not sign the phone in again. Raises TokenRevoked."""
    revoked = wiring.parts().standing.stand(fresh=True).revoked
    if revoked.holds(done.person.person_id, done.device, done.person.registered_at):
        raise TokenRevoked


def _registered(done: Registration, token: str) -> Answer:
    person = done.person
    body = Registered(
        person_id=str(person.person_id),
        personal_code=person.card.shown,
        phone_verified=person.phone_is_proved,
        device_token=token,
    )
    return Answer(body, 201 if done.is_new else 200)
