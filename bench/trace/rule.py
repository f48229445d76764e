"""The two rules that are measured, as the product's policy and as numbers for everybody else."""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from bench.trace.fortnight import DAYS, FIRST_DAY, moment
from domain.base.period import LOCAL
from domain.people.codes import PersonId
from domain.tracing.case import Case, CaseState, Change
from domain.tracing.codes import CaseCode
from domain.tracing.milestone import Dates
from domain.tracing.policy import Accumulate, TracePolicy, trace_policy

DAY = 86_400
NOW = moment((DAYS + 2) * DAY)


class Rule(NamedTuple):
    """Seconds since the province's begin; `start` is a local midnight."""

    name: str
    accumulate: Accumulate
    start: int
    end: int
    threshold: int = 900

    @property
    def policy(self) -> TracePolicy:
        """The product's own row with this sum and window, and its gate wide open."""
        return replace(
            trace_policy(FIRST_DAY.date()),
            accumulate=self.accumulate,
            before_onset=timedelta(0),
            min_overlap=timedelta(seconds=self.threshold),
            hold_group_above=1 << 30,
            hold_run_above=1 << 30,
        )

    def case(self, person: PersonId) -> Case:
        """An F0 whose infectious window is this rule's."""
        start, end = moment(self.start).astimezone(LOCAL), moment(self.end)
        return Case(
            code=CaseCode.from_random(int(person.value, 36)),
            person=person,
            unit_path="VN-2025H2/54/20194",
            unit_name="",
            dates=Dates(specimen_at=start, confirmed_at=end, isolated_at=end),
            milestones=(),
            state=CaseState.CONFIRMED,
            change=Change.CONFIRMED,
            recorded_at=NOW,
            asked_by="S#bench",
            changed_by="S#bench",
            changed_at=NOW,
        )


EVERYTHING = Rule("one pair of visits, 14 days", Accumulate.SINGLE, 0, (DAYS + 2) * DAY)
PRODUCT = Rule("sum of a day, 5 days", Accumulate.DAY, 6 * DAY, 11 * DAY)
