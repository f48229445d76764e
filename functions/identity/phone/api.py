"""Routes of phones: a code, the proof, coming back."""

from domain.base.period import shown
from domain.people.caller import Citizen, Staff
from domain.people.errors import NotAllowed
from functions.identity import wiring
from functions.identity.devices.service import kind_of, noted
from functions.identity.door import door
from functions.identity.joining.service import still_apart
from functions.identity.phone import intake
from functions.identity.phone.schema import (
    OtpSent,
    PhoneVerified,
    Recovered,
    RecoverPerson,
    RecoveryAsked,
    VerifyPhone,
)
from functions.identity.phone.service import proof, recovery
from functions.identity.phone.service.recovery import CameBack
from functions.identity.shapes import same_person
from functions.kit.http import Answer, Call
from functions.kit.shapes import Nothing
from functions.kit.sign_in import device_tokens
from functions.kit.sign_in.auth import ANYONE, CITIZEN

_CODE = ("otp-wrong", "otp-expired", "otp-too-many")


@door.operation(
    "POST",
    "/me/phone-otp",
    "requestPhoneOtp",
    summary="Send a one-time code to the number that waits for its proof, else to the registered one",
    callers=CITIZEN,
    body=Nothing,
    answers={202: OtpSent},
    problems=("otp-too-many", "person-unknown"),
)
def request_phone_otp(call: Call) -> Answer:
    """The code travels through the notice outbox."""
    p = wiring.parts()
    expires = proof.send_otp(call.citizen.human, p.new_otp(), ports=p.phone, now=p.clock())
    return Answer(OtpSent(expires_at=shown(expires)), 202)


@door.operation(
    "POST",
    "/me/phone",
    "verifyPhone",
    summary="Prove the phone with the code it received; one that waited is the registered one from then on",
    callers=CITIZEN,
    body=VerifyPhone,
    answers={200: PhoneVerified},
    problems=(*_CODE, "person-unknown"),
)
def verify_phone(call: Call) -> Answer:
    """Tracers see whether a phone was ever proved."""
    p = wiring.parts()
    body: VerifyPhone = call.body
    proof.verify_phone(call.citizen.human, body.otp, ports=p.phone, now=p.clock())
    return Answer(PhoneVerified(phone_verified=True))


@door.operation(
    "POST",
    "/recoveries",
    "recoverPerson",
    summary="Come back to the own record by its phone: first a code is asked for, then it is given",
    callers=ANYONE,
    body=RecoverPerson,
    answers={202: RecoveryAsked, 200: Recovered},
    problems=("invalid", "not-allowed", *_CODE, "person-unknown"),
)
def recover_person(call: Call) -> Answer:
    """A device that is signed in may bring back somebody else of its number: the two share it from then on."""
    p, body = wiring.parts(), call.body
    if isinstance(call.caller, Staff):
        raise NotAllowed
    now = p.clock()
    claimant = intake.claimant(body, now=now)
    if body.otp is None:
        expires = recovery.ask(claimant, p.new_otp(), ports=p.phone, now=now)
        return Answer(RecoveryAsked(expires_at=shown(expires)), 202)
    done = recovery.come_back(
        claimant,
        body.otp,
        request=str(body.recovery_id or ""),
        device=p.new_ids().device,
        signed_in=call.caller.human if isinstance(call.caller, Citizen) else None,
        ports=p.phone,
        now=now,
    )
    noted(done.person.person_id, done.device, kind_of(call.user_agent), devices=p.devices, now=now)
    known_since = done.person.registered_at
    token = device_tokens.issue(done.person.person_id, done.device, keys=p.keys, registered_at=known_since, now=now)
    records = p.standing.stand().records
    return Answer(_recovered(done._replace(alike=still_apart(done.person, done.alike, records)), token))


def _recovered(done: CameBack, token: str) -> Recovered:
    person = done.person
    return Recovered(
        person_id=str(person.person_id),
        personal_code=person.card.shown,
        phone_verified=person.phone_is_proved,
        device_token=token,
        same_person=[same_person(other) for other in done.alike],
    )
