"""How one person learns that there is something to read: by push, else by text message, else nothing is sent.

No channel carries words of the notice: those are read after sign-in (rules N2, N3 and P1 of the tracing contract).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from json import dumps
from typing import NamedTuple

from domain.base.errors import Busy
from domain.base.period import local_day
from domain.base.secret import KeyStore, Purpose
from domain.base.tally import Tallies
from domain.people.codes import PersonId
from domain.people.human.standing import Standing
from domain.people.person import Handle, HandleKind, PersonFinder
from domain.people.phone.numbers import holding
from domain.people.phone.recovery import Claimant
from domain.telling.exposure import SMS_TEXT, ExposureNotice, Told, Version, notice_id
from domain.telling.notice import Channel, Messenger, Notice, NoticeOutbox
from domain.telling.push import Delivery, Pusher, PushSubscriptions, Subscription
from domain.telling.texts import NumberTexts, Owed
from domain.tracing.codes import CaseCode
from domain.tracing.contact import Grade
from domain.tracing.policy import trace_policy
from functions.kit.beside import each_beside

PATIENCE = timedelta(minutes=5)
"""So long a push service may ask to wait before a text message goes out in its place."""

_TOLD = {Grade.F1: Told.F1, Grade.F2: Told.F2}


@dataclass(frozen=True, slots=True)
class Ports:
    """The outbox, and every way to a person. `site_url` is where the text message sends its reader."""

    outbox: NoticeOutbox
    messenger: Messenger
    pusher: Pusher
    subscriptions: PushSubscriptions
    persons: PersonFinder
    texts: NumberTexts
    tallies: Tallies
    keys: KeyStore
    standing: Standing
    site_url: str


@dataclass(frozen=True, slots=True)
class Reached:
    """How a person was told, and what the push services said of the browsers that did not take it."""

    channel: Channel
    gone: int = 0
    refused: int = 0


class Pushes(NamedTuple):
    """What the push services said: taken by one at least, browsers gone or refused, and whether one may take it yet."""

    taken: bool
    gone: int
    refused: int
    may_yet: bool


NO_PUSHES = Pushes(taken=False, gone=0, refused=0, may_yet=False)


def by_push(notice: Notice, *, ports: Ports, now: datetime) -> Pushes:
    """The newest version to every browser; raises Busy while a push service may ask for patience."""
    answers = _pushed(notice, ports, now)
    pushes = Pushes(
        Delivery.TAKEN in answers, answers.count(Delivery.GONE), answers.count(Delivery.REFUSED), None in answers
    )
    if not pushes.taken and pushes.may_yet and now - notice.queued_at < PATIENCE:
        raise Busy
    return pushes


class Number(NamedTuple):
    """The phone a text message may go to, and whether its person proved it; empty: none."""

    phone: str = ""
    is_proved: bool = False


def number_to_text(notice: Notice, *, ports: Ports) -> Number:
    """Empty for grades that are not texted, and for people without a phone.

    Nor is a number texted that its owner lost: whoever reads there is a stranger, so a person tells.
    """
    found = ports.persons.by_id(notice.key.person) if may_be_texted(notice) else None
    if found is None or found.phone is None:
        return Number()
    held = holding(ports.persons.number(found.phone, of=[found.person_id]))
    return Number(found.phone, found.person_id in held.proved) if held.reaches(found.person_id) else Number()


def is_meant(notice: Notice, *, ports: Ports) -> bool:
    """Whether somebody's record is behind a request to come back: looked up here, where no answer depends on it."""
    secret = ports.keys.ring(Purpose.LOOKUP).newest.material
    people = ports.persons.by_handle(Handle(HandleKind.PHONE, notice.phone))
    claims = (Claimant(notice.phone, person.full_name, person.year_of_birth) for person in people)
    return notice.key.subject in {claim.key(secret) for claim in claims}


def by_text(notice: Notice, phone: str, *, ports: Ports) -> None:
    """The same words for everybody, also for several people of one number."""
    ports.messenger.send(phone, SMS_TEXT.format(site=ports.site_url), once=once(notice))


def owed(notice: Notice, number: Number, *, now: datetime) -> Owed:
    """Whom a text message about this version is owed; what it is about is known as long as the notice."""
    about = f"{notice.key.cause}|{notice.told[-1]}"
    return Owed(notice.key.person, once(notice), about, notice.expires_at - now, number.is_proved)


def once(notice: Notice) -> str:
    """The de-duplication id of one version: `case:person:version`."""
    return f"{_case(notice)}:{notice.key.person}:{notice.version}"


def may_be_texted(notice: Notice) -> bool:
    """A text message costs money: for the grades that the policy names, and for taking back what they were told."""
    texted = {_TOLD[grade].value for grade in trace_policy(local_day(notice.queued_at)).text_message_to}
    newest, earlier = notice.told[-1], notice.told[:-1]
    return newest in texted or (newest == Told.CORRECTION.value and not texted.isdisjoint(earlier))


def _pushed(notice: Notice, ports: Ports, now: datetime) -> Sequence[Delivery | None]:
    """What the push service of each browser of any record said; None for one that asked for patience. The dead are forgotten."""
    message, once_id = dumps({"id": _opaque(notice)}), once(notice)
    records = ports.standing.stand().records.members(notice.key.person)
    browsers = [(record, browser) for record in records for browser in ports.subscriptions.of_person(record, now=now)]

    def push(owned: tuple[PersonId, Subscription]) -> Delivery | None:
        try:
            return ports.pusher.push(owned[1], message, once=once_id)
        except Busy:
            return None

    answers = each_beside(push, browsers)
    for (record, browser), answer in zip(browsers, answers, strict=True):
        if answer is Delivery.GONE:
            ports.subscriptions.remove(record, browser.subscription_id)
    return answers


def _opaque(notice: Notice) -> str:
    """The id under which the person's page lists this version."""
    newest = Version(notice.version, Told(notice.told[-1]), notice.queued_at, local_day(notice.queued_at))
    return notice_id(ExposureNotice(notice.key.person, _case(notice), (newest,), notice.expires_at), newest)


def _case(notice: Notice) -> CaseCode:
    return CaseCode(notice.key.cause.removeprefix("C#"))
