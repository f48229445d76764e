"""Use cases of identity: register, ask for a code, prove a phone."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.base.secret import KeyStore, Purpose
from domain.people.acts import REGISTERED
from domain.people.audit import AccessRecord, AuditLog
from domain.people.codes import PersonId
from domain.people.errors import OtpWrong, PersonUnknown
from domain.people.otp import check_otp, next_challenge, otp_digest
from domain.people.person import Person, PersonRegister, Registration
from domain.people.policy import OTP
from domain.telling.notice import Notice, NoticeKey, NoticeKind, NoticeOutbox


def register(person: Person, *, device: str, registration: str, persons: PersonRegister) -> Registration:
    """A citizen registers a device. The same `registration` again gives the same person and device."""
    return persons.register(person, device=device, registration=registration)


def register_assisted(
    person: Person, *, registration: str, access: AccessRecord, persons: PersonRegister, audit: AuditLog
) -> Registration:
    """A helper registers somebody, and it is recorded. A known identity number gives the known person."""
    done = persons.register(person, device="", registration=registration)
    audit.append(replace(access, subject=f"P#{done.person.person_id}", act=REGISTERED.code))
    return done


def send_otp(
    person_id: PersonId, otp: str, *, persons: PersonRegister, outbox: NoticeOutbox, keys: KeyStore, now: datetime
) -> datetime:
    """Queues a fresh code for the registered phone; returns when it expires. Raises OtpTooMany."""
    person = _with_phone(persons.by_id(person_id))
    digest = otp_digest(person_id, str(person.phone), otp, _otp_key(keys))
    challenge = next_challenge(persons.challenge(person_id), digest, policy=OTP, now=now)
    persons.save_challenge(person_id, challenge)
    outbox.queue(
        Notice(
            key=NoticeKey(person_id, f"OTP#{int(now.timestamp())}"),
            kind=NoticeKind.PHONE_OTP,
            phone=str(person.phone),
            text=f"Vung Xanh: ma xac nhan {otp}, dung trong {OTP.lives // timedelta(minutes=1)} phut. "
            "Khong dua ma nay cho bat ky ai.",
            queued_at=now,
            expires_at=challenge.expires_at,
        )
    )
    return challenge.expires_at


def verify_phone(person_id: PersonId, otp: str, *, persons: PersonRegister, keys: KeyStore, now: datetime) -> Person:
    """Proves the registered phone; a phone already proved stays so. Raises OtpWrong, OtpExpired, OtpTooMany."""
    person = _with_phone(persons.by_id(person_id))
    if person.phone_verified_at is not None:
        return person
    digest = otp_digest(person_id, str(person.phone), otp, _otp_key(keys))
    try:
        check_otp(persons.challenge(person_id), digest, policy=OTP, now=now)
    except OtpWrong:
        persons.count_try(person_id)
        raise
    return persons.prove_phone(person_id, now=now)


def _otp_key(keys: KeyStore) -> bytes:
    return keys.ring(Purpose.LOOKUP).newest.material


def _with_phone(person: Person | None) -> Person:
    if person is None or person.phone is None:
        raise PersonUnknown
    return person
