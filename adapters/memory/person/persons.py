"""Twin of the register of persons."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from adapters.memory.faults import FaultPlan, Twin, step
from adapters.memory.person.challenges import MemoryChallenges
from domain.base.errors import Busy
from domain.base.period import at_epoch, epoch
from domain.people.changes import Amendment, Change, facts_of
from domain.people.codes import PersonId
from domain.people.person import Claimants, Handle, HandleKind, Person, Registration
from domain.people.phone.claimants import START, Part, Place, listed, place_of, provers
from domain.people.phone.numbers import NumberFact
from domain.people.policy import MOST_CLAIMANTS, MOST_CLAIMS_READ


class MemoryPersons(Twin):
    """PersonBook in dictionaries; codes are spent in `challenges`, as the two share a table."""

    def __init__(self, faults: FaultPlan | None = None, *, challenges: MemoryChallenges | None = None) -> None:
        super().__init__(faults)
        self._challenges = challenges or MemoryChallenges()
        self._persons: dict[PersonId, Person] = {}
        self._requests: dict[str, tuple[PersonId, str]] = {}
        self._facts: dict[str, dict[PersonId, list[NumberFact]]] = {}
        self._changes: dict[PersonId, list[Change]] = {}

    @step
    def by_id(self, person: PersonId) -> Person | None:
        return self._persons.get(person)

    @step
    def by_ids(self, people: Sequence[PersonId]) -> Mapping[PersonId, Person]:
        return {person: self._persons[person] for person in people if person in self._persons}

    @step
    def units_of(self, people: Sequence[PersonId]) -> Mapping[PersonId, str]:
        """Residences, too."""
        return {person: self._persons[person].unit_path for person in people if person in self._persons}

    @step
    def by_handle(self, handle: Handle) -> Sequence[Person]:
        return self._claimants(handle, MOST_CLAIMANTS, None).people

    @step
    def claimants(self, handle: Handle, *, limit: int, cursor: str | None = None) -> Claimants:
        return self._claimants(handle, limit, cursor)

    @step
    def number(self, phone: str, *, of: Sequence[PersonId] = ()) -> Sequence[NumberFact]:
        facts = self._part(phone, START).facts
        read = {fact.person for fact in facts}
        known = self._facts.get(phone, {})
        return [*facts, *(fact for person in of if person not in read for fact in known.get(person, []))]

    @step
    def register(self, person: Person, *, device: str, registration: str) -> Registration:
        if earlier := self.registered(registration):
            return earlier
        same = [p for p in self._persons.values() if person.identity and p.identity == person.identity]
        if same:
            return Registration(same[0], "", is_new=False)
        if any(p.card == person.card or p.person_id == person.person_id for p in self._persons.values()):
            raise Busy
        kept = replace(person, registered_at=at_epoch(epoch(person.registered_at)))
        self._persons[person.person_id] = kept
        self._note(facts_of(None, kept, at=kept.registered_at))
        if registration:
            self._requests[registration] = (person.person_id, device)
        return Registration(kept, device)

    @step
    def registered(self, registration: str) -> Registration | None:
        first = self._requests.get(registration)
        return Registration(self._persons[first[0]], first[1], is_new=False, is_repeat=True) if first else None

    @step
    def amend(self, amendment: Amendment) -> Person:
        if not amendment.says_something:
            return amendment.after
        before, after = amendment.before, amendment.after
        stands = self._persons.get(after.person_id)
        if stands == after and after != before:
            return after
        if not self._may_be(amendment, stands):
            raise Busy
        self._persons[after.person_id] = after
        self._note(amendment.facts)
        for loser in amendment.lost_by:
            self._persons[loser] = replace(self._persons[loser], phone_lost_at=after.phone_verified_at)
        if amendment.change is not None:
            self._changes.setdefault(after.person_id, []).append(amendment.change)
        if amendment.spending is not None:
            self._challenges.spend(amendment.spending)
        return after

    @step
    def changes(self, person: PersonId, *, limit: int) -> Sequence[Change]:
        return self._changes.get(person, [])[::-1][:limit]

    def _may_be(self, amendment: Amendment, stands: Person | None) -> bool:
        before, after = amendment.before, amendment.after
        if stands is None or (after != before and stands.revision != before.revision):
            return False
        others = (p for p in self._persons.values() if p.person_id != after.person_id)
        if after.identity is not None and any(p.identity == after.identity for p in others):
            return False
        return amendment.spending is None or self._challenges.may_spend(amendment.spending)

    def _claimants(self, handle: Handle, limit: int, cursor: str | None) -> Claimants:
        place = place_of(cursor)
        if handle.kind is not HandleKind.PHONE:
            found = [person for person in self._persons.values() if handle in person.handles]
            return Claimants(sorted(found, key=lambda person: person.person_id))
        people, following = listed(self._part(handle.value, place), place, limit=limit)
        known = [self._persons[p] for p in people if p in self._persons and handle in self._persons[p].handles]
        return Claimants(known, following.cursor if following else None)

    def _part(self, phone: str, place: Place) -> Part:
        """Claims in the order of the table's keys."""
        known = self._facts.get(phone, {})
        proved = provers(fact for facts in known.values() for fact in facts)
        beyond = sorted(person for person in known if str(person) > place.part)
        read = beyond[:MOST_CLAIMS_READ]
        return Part(
            proofs=[fact for person in sorted(proved) for fact in known[person]],
            claims=[fact for person in read if person not in proved for fact in known[person]],
            last=read[-1] if len(beyond) > len(read) else None,
        )

    def _note(self, facts: Sequence[tuple[str, NumberFact]]) -> None:
        for phone, fact in facts:
            self._facts.setdefault(phone, {}).setdefault(fact.person, []).append(fact)
