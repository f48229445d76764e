"""Coming back to one's own record by a phone. Nothing is told before the proof, not even by the work it takes.

The door does the same for everybody: one code, one message in the outbox. Whether anybody is meant is looked up by the
sender, when nobody waits for an answer (functions/notify).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.people.changes import Spending, proved
from domain.people.codes import PersonId
from domain.people.errors import OtpExpired, PersonUnknown
from domain.people.person import Person
from domain.people.phone.numbers import holding
from domain.people.phone.otp import OtpChallenge, Spent, wrong
from domain.people.phone.recovery import Claimant, alike, beside, meant
from domain.people.policy import MOST_CLAIMANTS, OTP
from domain.telling.notice import NoticeKind
from functions.identity.phone.service import codes
from functions.identity.phone.service.codes import Ports


class CameBack(NamedTuple):
    """Whose record it is, the device its token is for, and other records of the same human."""

    person: Person
    device: str
    alike: Sequence[Person]


def ask(claimant: Claimant, otp: str, *, ports: Ports, now: datetime) -> datetime:
    """Queues a code for whoever may be meant; returns when it expires. Raises OtpTooMany."""
    key = claimant.key(ports.secret())
    return codes.sent(key, claimant.phone, otp, NoticeKind.RECOVERY, ports=ports, now=now).expires_at


def come_back(
    claimant: Claimant,
    otp: str,
    *,
    request: str,
    device: str,
    signed_in: PersonId | None,
    ports: Ports,
    now: datetime,
) -> CameBack:
    """Whoever has the code has the phone, which is proved by it, and gets the record back.

    `request` names this recovery: the same again gives the same device again, while the code would still be good.
    `signed_in`: whose device asks. Raises OtpWrong, also where nobody is meant; OtpExpired, OtpTooMany, Busy.
    """
    key = claimant.key(ports.secret())
    challenge = codes.checked(key, claimant.phone, otp, ports=ports, now=now)
    known = ports.persons.number(claimant.phone)
    held = holding(known)
    people = list(ports.persons.by_ids((*held.named_by, *held.lost)[:MOST_CLAIMANTS]).values())
    if challenge.spent is not None:
        return _again(challenge, request, people)
    person = meant(claimant, people, held)
    if person is None:
        raise wrong(challenge, most=OTP.tries)
    shared = beside(person, people, held, signed_in)
    spent = Spent(request or device, person.person_id, device)
    spending = Spending(key, challenge.digest, spent)
    codes.is_proved(claimant.phone, ports=ports, now=now)
    done = ports.persons.amend(proved(person, claimant.phone, known=known, beside=shared, spending=spending, now=now))
    return CameBack(done, device, alike(done, people))


def _again(challenge: OtpChallenge, request: str, people: Sequence[Person]) -> CameBack:
    """The answer was lost on its way. A code that is known to anybody else is worth nothing without the request's name."""
    spent = challenge.spent
    if spent is None or spent.request != request:
        raise OtpExpired
    person = next((person for person in people if person.person_id == spent.person), None)
    if person is None:
        raise PersonUnknown
    return CameBack(person, spent.device, alike(person, people))
