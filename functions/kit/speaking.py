"""Finding people where two records may be one human: whoever is found is found as the record that speaks."""

from collections.abc import Mapping, Sequence

from domain.people.codes import PersonId
from domain.people.human.standing import Standing
from domain.people.person import Handle, Person, PersonFinder
from domain.people.phone.numbers import NumberFact


class Speaking:
    """PersonFinder over another one. A card, a number or a pseudonym of a joined record leads to the record kept."""

    def __init__(self, persons: PersonFinder, standing: Standing) -> None:
        self._persons = persons
        self._standing = standing

    def by_id(self, person: PersonId) -> Person | None:
        return self._persons.by_id(self._standing.stand().records.survivor(person))

    def by_ids(self, people: Sequence[PersonId]) -> Mapping[PersonId, Person]:
        """By the ids asked for; two of them may be one person."""
        records = self._standing.stand().records
        if not records:
            return self._persons.by_ids(people)
        found = self._persons.by_ids([records.survivor(person) for person in people])
        return {person: found[first] for person in people if (first := records.survivor(person)) in found}

    def by_handle(self, handle: Handle) -> Sequence[Person]:
        """In the order of the register, each human once."""
        claimants = self._persons.by_handle(handle)
        records = self._standing.stand().records
        if not records:
            return claimants
        first = list(dict.fromkeys(records.survivor(person.person_id) for person in claimants))
        known = {person.person_id: person for person in claimants}
        missing = [person for person in first if person not in known]
        known |= self._persons.by_ids(missing) if missing else {}
        return [known[person] for person in first if person in known]

    def number(self, phone: str) -> Sequence[NumberFact]:
        """As it stands of each record: who of one human proved it is one holder."""
        records = self._standing.stand().records
        return [fact._replace(person=records.survivor(fact.person)) for fact in self._persons.number(phone)]
