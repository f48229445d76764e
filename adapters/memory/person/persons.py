"""Twin of the register of persons."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from adapters.memory.faults import FaultPlan, Twin, step
from domain.base.errors import Busy
from domain.base.period import at_epoch, epoch
from domain.people.codes import PersonId
from domain.people.errors import PersonUnknown
from domain.people.otp import OtpChallenge
from domain.people.person import Handle, Person, Registration


class MemoryPersons(Twin):
    """PersonRegister in dictionaries."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self._persons: dict[PersonId, Person] = {}
        self._requests: dict[str, tuple[PersonId, str]] = {}
        self._challenges: dict[PersonId, OtpChallenge] = {}

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
        found = [person for person in self._persons.values() if handle in person.handles]
        return sorted(found, key=lambda person: person.person_id)

    @step
    def register(self, person: Person, *, device: str, registration: str) -> Registration:
        if first := self._requests.get(registration):
            return Registration(self._persons[first[0]], first[1], is_new=False)
        same = [p for p in self._persons.values() if person.identity and p.identity == person.identity]
        if same:
            return Registration(same[0], "", is_new=False)
        if any(p.card == person.card or p.person_id == person.person_id for p in self._persons.values()):
            raise Busy
        kept = replace(person, registered_at=at_epoch(epoch(person.registered_at)))
        self._persons[person.person_id] = kept
        if registration:
            self._requests[registration] = (person.person_id, device)
        return Registration(kept, device)

    @step
    def challenge(self, person: PersonId) -> OtpChallenge | None:
        return self._challenges.get(person)

    @step
    def save_challenge(self, person: PersonId, challenge: OtpChallenge) -> None:
        sent, expires = at_epoch(epoch(challenge.sent_at)), at_epoch(epoch(challenge.expires_at))
        self._challenges[person] = replace(challenge, sent_at=sent, expires_at=expires)

    @step
    def count_try(self, person: PersonId) -> None:
        if challenge := self._challenges.get(person):
            self._challenges[person] = replace(challenge, tries=challenge.tries + 1)

    @step
    def prove_phone(self, person: PersonId, *, now: datetime) -> Person:
        stored = self._persons.get(person)
        if stored is None or stored.phone is None:
            raise PersonUnknown
        if stored.phone_verified_at is None:
            proved_at = at_epoch(epoch(now))
            self._persons[person] = replace(stored, phone_verified_at=proved_at, revision=stored.revision + 1)
        self._challenges.pop(person, None)
        return self._persons[person]
