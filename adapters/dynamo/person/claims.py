"""What people are found by, as items: unique claims of a card or an identity number, and facts about phone numbers."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from pynamodb.attributes import ListAttribute, UnicodeAttribute
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from adapters.dynamo.models import Record
from adapters.dynamo.person import keys
from domain.base.period import at_epoch, epoch
from domain.people.changes import facts_of
from domain.people.codes import PersonId
from domain.people.person import Handle, HandleKind, Person
from domain.people.phone.numbers import NumberFact, What


class Claim(Record):
    """Points from a handle, card or request to its person; of a phone the person stands in the key."""

    person = UnicodeAttribute(attr_name="pid", null=True)
    device = UnicodeAttribute(attr_name="d", null=True)
    facts = ListAttribute(attr_name="f", of=UnicodeAttribute, null=True)


def handle_key(handle: Handle, lookup: bytes) -> str:
    """Keyed hash: nine digits of a phone are too few for a hash that anybody can compute."""
    if handle.kind is HandleKind.CARD:
        return keys.card(handle.value)
    message = f"handle-v1|{handle.kind.value}|{handle.value}".encode()
    hashed = hmac.new(lookup, message, hashlib.sha256).hexdigest()
    return keys.phone(hashed) if handle.kind is HandleKind.PHONE else keys.identity(hashed)


def facts_read(claim: Claim, person: PersonId) -> Sequence[NumberFact] | None:
    """What one person did with the number, in order; None for an item of the time before it was noted."""
    if claim.facts is None:
        return None
    return [_read(str(text), person) for text in claim.facts]


def facts_as_registered(person: Person, phone: str) -> list[NumberFact]:
    """What an item without facts says: she named the number when she registered, and may have proved it since."""
    if person.phone != phone:
        return []
    return [fact for number, fact in facts_of(None, person, at=person.registered_at) if number == phone]


def facts_written(facts: Iterable[NumberFact]) -> list[str]:
    return [_written(fact) for fact in facts]


def appended(facts: Iterable[NumberFact], *, before: Iterable[NumberFact]) -> Action:
    """One more fact in a stored item; `before` are those that an item of old does not spell out."""
    noted = Path(Claim.facts) | facts_written(before)
    return Claim.facts.set(noted.append(facts_written(facts)))


def _written(fact: NumberFact) -> str:
    beside = "".join(f"+{person}" for person in sorted(fact.beside))
    return f"{fact.what.value}{epoch(fact.at)}{beside}"


def _read(text: str, person: PersonId) -> NumberFact:
    moment, *beside = text[1:].split("+")
    return NumberFact(person, What(text[0]), at_epoch(int(moment)), frozenset(map(PersonId, beside)))
