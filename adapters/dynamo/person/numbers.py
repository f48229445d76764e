"""Facts of a phone number as items. A proof is written twice: in its person's claim, and where it is read before any claim."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from adapters.dynamo import key_parts
from adapters.dynamo.calls import patiently
from adapters.dynamo.models import found, said
from adapters.dynamo.person import keys
from adapters.dynamo.person.claims import Claim, facts_as_registered, facts_read
from adapters.dynamo.wire import n, s
from adapters.session import client
from domain.people.codes import PersonId
from domain.people.person import Person
from domain.people.phone.claimants import START, Part, Place, provers
from domain.people.phone.numbers import NumberFact
from domain.people.policy import MOST_CLAIMS_READ, MOST_PROOFS_SOUGHT

_People = Callable[[Sequence[PersonId]], Mapping[PersonId, Person]]
_Facts = Mapping[PersonId, Sequence[NumberFact]]


class _Claims(NamedTuple):
    """Some claims, and whether others follow."""

    items: Sequence[Claim]
    more: bool


class NumberItems:
    """The facts of one number, a bounded part at a time; `people` reads profiles, for claims of before facts were noted."""

    def __init__(self, claims: type[Claim], pk: str, phone: str, *, people: _People) -> None:
        self._claims = claims
        self._pk = pk
        self._phone = phone
        self._people = people

    def part(self, place: Place = START) -> Part:
        """One read at the start, two behind it; one more where items of old stand among them, or may stand behind."""
        first, claims = (self._first(), self._after(place.part)) if place.part else self._from_the_start()
        noted = self._noted(claims.items)
        last = key_parts.person_read(claims.items[-1].sk) if claims.more else None
        behind = self._proofs_behind(last) if last and not place.part and not first else {}
        proofs = {**behind, **first}
        claimed = {person: facts for person, facts in noted.items() if person not in proofs}
        return Part(_all(proofs), _all(claimed), last)

    def of(self, person: PersonId) -> Sequence[NumberFact]:
        """One person's facts; one read, two where it is an item of old."""
        item = found(self._claims, self._pk, key_parts.person(person))
        return self._noted([item]).get(person, []) if item else []

    def unwritten(self) -> _Facts:
        """Proofs that stand in claims alone, as they did before proofs stood first."""
        facts, first = self.part().facts, self._first()
        behind = provers(fact for fact in facts if fact.person not in first)
        return {person: [fact for fact in facts if fact.person == person] for person in sorted(behind)}

    def _from_the_start(self) -> tuple[_Facts, _Claims]:
        """Together, because proofs sort before claims; apart where they alone would fill the page."""
        items = said(lambda: list(self._claims.query(self._pk, limit=MOST_CLAIMS_READ + 1, consistent_read=True)))
        proofs = [item for item in items if item.sk.startswith(keys.PROOFS)]
        claims, more = items[len(proofs) :], len(items) > MOST_CLAIMS_READ
        if more and len(claims) < 2:  # noqa: PLR2004 - one to show, one that says that others follow
            return self._first(), self._after("")
        return self._proved(proofs), _Claims(claims[:-1] if more else claims, more)

    def _first(self) -> _Facts:
        proofs = said(
            lambda: list(
                self._claims.query(
                    self._pk, self._claims.sk.startswith(keys.PROOFS), limit=MOST_CLAIMS_READ, consistent_read=True
                )
            )
        )
        return self._proved(proofs)

    @staticmethod
    def _proved(proofs: Sequence[Claim]) -> _Facts:
        return {keys.proof_read(item.sk): facts_read(item, keys.proof_read(item.sk)) or [] for item in proofs}

    def _after(self, person: str) -> _Claims:
        claims: Any = self._claims
        beyond = claims.sk > f"{key_parts.PEOPLE}{person}"
        items = said(lambda: list(claims.query(self._pk, beyond, limit=MOST_CLAIMS_READ + 1, consistent_read=True)))
        return _Claims(items[:MOST_CLAIMS_READ], more=len(items) > MOST_CLAIMS_READ)

    def _noted(self, items: Sequence[Claim]) -> _Facts:
        noted = {key_parts.person_read(claim.sk): facts_read(claim, key_parts.person_read(claim.sk)) for claim in items}
        old = self._people([person for person, facts in noted.items() if facts is None])
        told = {person: facts_as_registered(old[person], self._phone) for person in old}
        return {person: facts if facts is not None else told.get(person, []) for person, facts in noted.items()}

    def _proofs_behind(self, last: PersonId) -> _Facts:
        """Half the units: what is sought is old. The table itself passes over those who claim it and did nothing since, and
        over claims without facts: a profile for each is not asked behind a crowd."""
        answer = patiently(
            lambda: client("dynamodb").query(
                TableName=self._claims.Meta.table_name,
                KeyConditionExpression="pk = :pk AND sk > :last",
                FilterExpression="size(f) > :one",
                ExpressionAttributeValues={":pk": s(self._pk), ":last": s(key_parts.person(last)), ":one": n(1)},
                Limit=MOST_PROOFS_SOUGHT,
            )
        )
        claims = [self._claims.from_raw_data(dict(item)) for item in answer["Items"]]
        noted = {key_parts.person_read(c.sk): facts_read(c, key_parts.person_read(c.sk)) or [] for c in claims}
        return {person: facts for person, facts in noted.items() if provers(facts)}


def _all(facts: _Facts) -> list[NumberFact]:
    return [fact for own in facts.values() for fact in own]
