"""The proof of a person's phone: the registered one, or the one that waits to take its place."""

from datetime import datetime

from domain.people.changes import Spending, proved
from domain.people.codes import PersonId
from domain.people.errors import OtpExpired, PersonUnknown
from domain.people.person import Person
from domain.people.phone.numbers import Holding, holding
from domain.people.phone.recovery import beside
from domain.people.policy import MOST_CLAIMANTS
from domain.telling.notice import NoticeKind
from functions.identity.phone.service import codes
from functions.identity.phone.service.codes import Ports


def send_otp(person_id: PersonId, otp: str, *, ports: Ports, now: datetime) -> datetime:
    """Queues a code for the phone that is to be proved; returns when it expires. Raises PersonUnknown, OtpTooMany."""
    _, phone = _with_phone(ports.persons.by_id(person_id))
    return codes.sent(person_id, phone, otp, NoticeKind.PHONE_OTP, ports=ports, now=now).expires_at


def verify_phone(person_id: PersonId, otp: str, *, ports: Ports, now: datetime) -> Person:
    """Proves it; one that is proved stays so, until somebody else has proved it since.

    Raises PersonUnknown, OtpWrong, OtpExpired, OtpTooMany, Busy.
    """
    try:
        return _proof(person_id, otp, ports=ports, now=now)
    except OtpExpired:
        # The same request, at the same moment, has used the code up: both are told that the phone is proved.
        person, phone = _with_phone(ports.persons.by_id(person_id))
        if not _is_proved(person, phone, holding(ports.persons.number(phone))):
            raise
        return person


def _proof(person_id: PersonId, otp: str, *, ports: Ports, now: datetime) -> Person:
    person, phone = _with_phone(ports.persons.by_id(person_id))
    known = ports.persons.number(phone, of=[person_id])
    held = holding(known)
    if _is_proved(person, phone, held):
        return person
    challenge = codes.checked(person_id, phone, otp, ports=ports, now=now)
    people = ports.persons.by_ids([other for other in held.named_by if other != person_id][:MOST_CLAIMANTS])
    shared = beside(person, people.values(), held, signed_in=None)
    spending = Spending(person_id, challenge.digest)
    codes.is_proved(phone, ports=ports, now=now)
    return ports.persons.amend(proved(person, phone, known=known, beside=shared, spending=spending, now=now))


def _is_proved(person: Person, phone: str, held: Holding) -> bool:
    return phone == person.phone and person.person_id in held.proved


def _with_phone(person: Person | None) -> tuple[Person, str]:
    phone = person.phone_to_prove if person else None
    if person is None or phone is None:
        raise PersonUnknown
    return person, phone
