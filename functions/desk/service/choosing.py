"""Finding somebody, and choosing among several: who looks alike, who has been somewhere, who has several records."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.people.human.joining import look_alike
from domain.people.human.records import Records
from domain.people.person import Person
from domain.presence.visit import VisitLog
from functions.kit.beside import each_beside


class Choice(NamedTuple):
    """Somebody found. `alike`: another one found has the same name but for marks, and the same year of birth.

    `records`: how many registrations this human has. `has_visits`: within retention, under any of them.
    """

    person: Person
    alike: bool
    has_visits: bool
    records: int


def choices(people: Sequence[Person], *, records: Records, visits: VisitLog, now: datetime) -> list[Choice]:
    """In the order found."""

    def of(person: Person) -> Choice:
        own = records.members(person.person_id)
        return Choice(
            person=person,
            alike=any(look_alike(person, other) for other in people if other is not person),
            has_visits=any(visits.has_visits(record, now=now) for record in own),
            records=len(own),
        )

    return each_beside(of, people)
