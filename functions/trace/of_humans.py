"""What is on record of people who may have several records: any of them counts for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.people.codes import PersonId
from domain.people.human.records import Records
from domain.telling.exposure import ExposureNotice, ExposureNotices
from domain.tracing.codes import CaseCode
from domain.tracing.registers.cases import CaseRegister


@dataclass(frozen=True, slots=True)
class OfHumans:
    """Reads by human, whichever record is named; where everybody has one record it reads what it is asked for."""

    records: Records

    def open_cases(
        self, people: Sequence[PersonId], *, cases: CaseRegister, now: datetime
    ) -> Mapping[PersonId, CaseCode]:
        """Who of these people is an F0 with an open case under any record."""
        found = cases.open_of(self.records.all_of(people), now=now)
        return {
            person: code
            for person in people
            if (code := next((found[record] for record in self.records.members(person) if record in found), None))
        }

    def told(
        self, case: CaseCode, people: Sequence[PersonId], *, notices: ExposureNotices
    ) -> Mapping[PersonId, ExposureNotice]:
        """What each was told last of a case; the notice stands under the record under which it was told."""
        found = notices.of_case(case, self.records.all_of(people))
        last = {}
        for person in people:
            own = [found[record] for record in self.records.members(person) if record in found]
            if own:
                last[person] = max(own, key=lambda notice: (notice.newest.at, notice.newest.number))
        return last
