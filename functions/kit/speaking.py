"""Finding people where two records may be one human: whoever is found is found as the record that speaks."""

from collections.abc import Mapping, Sequence

from domain.people.codes import PersonId
from domain.people.human.standing import Standing
from domain.people.person import Claimants, Handle, Person, PersonFinder
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
        return self._speaking(self._persons.by_handle(handle))

    def claimants(self, handle: Handle, *, limit: int, cursor: str | None = None) -> Claimants:
        """In the order of the register, each human once a page."""
        page = self._persons.claimants(handle, limit=limit, cursor=cursor)
        return page._replace(people=self._speaking(page.people))

    def number(self, phone: str, *, of: Sequence[PersonId] = ()) -> Sequence[NumberFact]:
        """As it stands of each record: who of one human proved it is one holder."""
        records = self._standing.stand().records
        facts = self._persons.number(phone, of=records.all_of(of))
        return [fact._replace(person=records.survivor(fact.person)) for fact in facts]

    def _speaking(self, claimants: Sequence[Person]) -> Sequence[Person]:
        records = self._standing.stand().records
        if not records:
            return claimants
        first = list(dict.fromkeys(records.survivor(person.person_id) for person in claimants))
        known = {person.person_id: person for person in claimants}
        missing = [person for person in first if person not in known]
        known |= self._persons.by_ids(missing) if missing else {}
        return [known[person] for person in first if person in known]
