"""The register of persons: sealed fields, keyed hashes to find them by, one transaction to register or to amend."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from pynamodb.transactions import TransactWrite

from adapters.dynamo import key_parts
from adapters.dynamo.calls import Refused
from adapters.dynamo.models import found, of_table, said
from adapters.dynamo.person import keys
from adapters.dynamo.person.challenges import Otp, spend
from adapters.dynamo.person.claims import (
    Claim,
    appended,
    facts_as_registered,
    facts_written,
    handle_key,
)
from adapters.dynamo.person.history import Entry, entries, entry_of
from adapters.dynamo.person.numbers import NumberItems
from adapters.dynamo.person.profile import Profile, actions_of, person_of, profile_of
from domain.base.errors import Busy
from domain.base.period import at_epoch, epoch
from domain.base.secret import KeyStore, Purpose, Sealer
from domain.people.changes import Amendment, Change
from domain.people.codes import PersonId
from domain.people.person import Claimants, Handle, HandleKind, Person, Registration
from domain.people.phone.claimants import listed, place_of, provers
from domain.people.phone.numbers import NumberFact
from domain.people.policy import MOST_CLAIMANTS, MOST_FOUND


class DynamoPersons:
    """PersonBook on the Person table."""

    def __init__(self, table: str, *, key_store: KeyStore, sealer: Sealer) -> None:
        self._profiles = of_table(Profile, table)
        self._claims = of_table(Claim, table)
        self._entries = of_table(Entry, table)
        self._otps = of_table(Otp, table)
        self._keys = key_store
        self._sealer = sealer

    def by_id(self, person: PersonId) -> Person | None:
        profile = found(self._profiles, key_parts.person(person), keys.PROFILE)
        return person_of(profile, self._sealer) if profile else None

    def by_ids(self, people: Sequence[PersonId]) -> Mapping[PersonId, Person]:
        """A hundred a call."""
        wanted = [(key_parts.person(person), keys.PROFILE) for person in dict.fromkeys(people)]
        profiles = said(lambda: list(self._profiles.batch_get(wanted, consistent_read=True))) if wanted else []
        persons = [person_of(profile, self._sealer) for profile in profiles]
        return {person.person_id: person for person in persons}

    def by_handle(self, handle: Handle) -> Sequence[Person]:
        return self.claimants(handle, limit=MOST_CLAIMANTS).people

    def claimants(self, handle: Handle, *, limit: int, cursor: str | None = None) -> Claimants:
        """The profile has the last word."""
        place = place_of(cursor)
        if handle.kind is HandleKind.PHONE:
            people, following = listed(self._number(handle.value).part(place), place, limit=limit)
        else:
            people, following = self._unique(handle), None
        there = self.by_ids(people)
        named = [there[pid] for pid in people if pid in there and handle in there[pid].handles]
        return Claimants(named, following.cursor if following else None)

    def number(self, phone: str, *, of: Sequence[PersonId] = ()) -> Sequence[NumberFact]:
        number = self._number(phone)
        facts = number.part().facts
        read = {fact.person for fact in facts}
        return [*facts, *(fact for person in of if person not in read for fact in number.of(person))]

    def register(self, person: Person, *, device: str, registration: str) -> Registration:
        """A known identity number answers with its person and no device: no token may follow from it."""
        request = self._request(registration, person.person_id, device)
        try:
            said(lambda: self._write(person, request))
        except Refused:
            return self._earlier(person, registration)
        return Registration(_whole_seconds(person), device)

    def registered(self, registration: str) -> Registration | None:
        first = found(self._claims, keys.registration(registration), key_parts.ONLY) if registration else None
        known = self.by_id(PersonId(first.person or "")) if first is not None else None
        if first is None or known is None:
            return None
        return Registration(known, first.device or "", is_new=False, is_repeat=True)

    def amend(self, amendment: Amendment) -> Person:
        """A transaction that was refused may be our own repeat: then everything is as it was wanted."""
        if not amendment.says_something:
            return amendment.after
        try:
            said(lambda: self._write_amendment(amendment))
        except Refused:
            stands = self.by_id(amendment.after.person_id)
            if stands != amendment.after or amendment.after == amendment.before:
                raise Busy from None
        return amendment.after

    def changes(self, person: PersonId, *, limit: int) -> Sequence[Change]:
        return entries(self._entries, person, limit, self._sealer)

    def _write(self, person: Person, request: Claim | None) -> None:
        absent = Claim.pk.does_not_exist()
        with self._transaction() as transaction:
            transaction.save(profile_of(self._profiles, person, self._sealer), condition=absent)
            for handle in person.handles:
                shared = handle.kind is HandleKind.PHONE
                free = absent | Claim.person.does_not_exist()
                transaction.save(self._claim(handle, person), condition=None if shared else free)
                if shared:
                    self._note_first(
                        transaction, person.person_id, handle.value, facts_as_registered(person, handle.value)
                    )
            if request is not None:
                transaction.save(request, condition=absent)

    def _write_amendment(self, amendment: Amendment) -> None:
        before, after = amendment.before, amendment.after
        with self._transaction() as transaction:
            if after != before:
                whole = profile_of(self._profiles, after, self._sealer)
                actions = actions_of(before, after, whole)
                transaction.update(whole, actions=actions, condition=Profile.revision == before.revision)
            for number in dict.fromkeys(number for number, _ in amendment.facts):
                self._note(transaction, amendment, number)
            for loser in amendment.lost_by:
                profile = self._profiles(key_parts.person(loser), keys.PROFILE)
                lost = Profile.lost_at.set(epoch(after.phone_verified_at or after.registered_at))
                transaction.update(profile, actions=[lost], condition=Profile.pk.exists())
            self._write_identity(transaction, before, after)
            if amendment.change is not None:
                entry = entry_of(self._entries, after.person_id, amendment.change, self._sealer)
                transaction.save(entry, condition=Entry.pk.does_not_exist())
            if amendment.spending is not None:
                spend(transaction, self._otps, amendment.spending)

    def _note(self, transaction: TransactWrite, amendment: Amendment, number: str) -> None:
        person, items = amendment.after.person_id, self._number(number)
        claim = self._claims(self._key(Handle(HandleKind.PHONE, number)), key_parts.person(person))
        facts = [fact for about, fact in amendment.facts if about == number]
        transaction.update(claim, actions=[appended(facts, before=facts_as_registered(amendment.before, number))])
        self._note_first(transaction, person, number, [*items.of(person), *facts])
        if provers(facts):
            self._mend(transaction, number, {p: f for p, f in items.unwritten().items() if p != person})

    def _note_first(
        self, transaction: TransactWrite, person: PersonId, number: str, facts: Sequence[NumberFact]
    ) -> None:
        """All that whoever ever proved it did with the number, where it is read before any claim."""
        if provers(facts):
            transaction.save(self._proof(number, person, facts))

    def _mend(self, transaction: TransactWrite, number: str, proofs: Mapping[PersonId, Sequence[NumberFact]]) -> None:
        """Proofs of before they stood first do so from the next one on. Somebody whose facts change meanwhile writes them
        herself, and this is asked to come again."""
        for person, facts in islice(proofs.items(), MOST_FOUND):
            transaction.save(self._proof(number, person, facts), condition=Claim.pk.does_not_exist())

    def _proof(self, number: str, person: PersonId, facts: Sequence[NumberFact]) -> Claim:
        return self._claims(self._key(Handle(HandleKind.PHONE, number)), keys.proof(person), facts=facts_written(facts))

    def _number(self, phone: str) -> NumberItems:
        return NumberItems(self._claims, self._key(Handle(HandleKind.PHONE, phone)), phone, people=self.by_ids)

    def _write_identity(self, transaction: TransactWrite, before: Person, after: Person) -> None:
        """One that was corrected names nobody: whoever has it may be registered with it."""
        if after.identity == before.identity or after.identity is None:
            return
        free = Claim.pk.does_not_exist() | Claim.person.does_not_exist()
        transaction.save(self._claim(Handle(HandleKind.IDENTITY, after.identity), after), condition=free)
        if before.identity is not None:
            wrong = self._claims(self._key(Handle(HandleKind.IDENTITY, before.identity)), key_parts.ONLY)
            own = Claim.person == str(before.person_id)
            transaction.update(wrong, actions=[Claim.person.remove()], condition=own)

    def _transaction(self) -> TransactWrite:
        """On the client all tables share."""
        return TransactWrite(connection=self._profiles._get_connection().connection)  # noqa: SLF001 - no public way

    def _earlier(self, person: Person, registration: str) -> Registration:
        """What stood in the way: this request's first answer, the same identity number, or a random code twice."""
        if earlier := self.registered(registration):
            return earlier
        if person.identity and (known_too := self.by_handle(Handle(HandleKind.IDENTITY, person.identity))):
            return Registration(known_too[0], "", is_new=False)
        raise Busy

    def _request(self, registration: str, person: PersonId, device: str) -> Claim | None:
        if not registration:
            return None
        return self._claims(keys.registration(registration), key_parts.ONLY, person=str(person), device=device)

    def _claim(self, handle: Handle, person: Person) -> Claim:
        pk = self._key(handle)
        if handle.kind is HandleKind.PHONE:
            facts = facts_written(facts_as_registered(person, handle.value))
            return self._claims(pk, key_parts.person(person.person_id), facts=facts)
        return self._claims(pk, key_parts.ONLY, person=str(person.person_id))

    def _unique(self, handle: Handle) -> Sequence[PersonId]:
        claim = found(self._claims, self._key(handle), key_parts.ONLY)
        return [PersonId(claim.person)] if claim and claim.person else []

    def _key(self, handle: Handle) -> str:
        lookup = self._keys.ring(Purpose.LOOKUP).newest.material if handle.kind is not HandleKind.CARD else b""
        return handle_key(handle, lookup)


def _whole_seconds(person: Person) -> Person:
    return replace(person, registered_at=at_epoch(epoch(person.registered_at)))
