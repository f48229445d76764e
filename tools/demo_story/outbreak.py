"""The outbreak of one day: who fell ill, whom they infected, what the laboratory said, and what the ill remember."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from domain.base.period import LOCAL, local_day
from tools.demo_story.days import Heard, Stay
from tools.demo_story.quarter import OF_AGE, OLD, Quarter, Resident
from tools.demo_story.truth import Infection, Nearness, Period, exposed, is_home, near, spread
from tools.seed.words import dice, likely

DAYS = 8
"""Full days told before today: from the first day on which the first case could infect."""

_ONSET = timedelta(days=6) - timedelta(hours=8)
_INCUBATION = timedelta(days=3)
_REMEMBERS_PLACE = 0.7
_REMEMBERS_PERSON = 0.85
_MEAL = "Bữa cơm tại nhà"


class Rules(NamedTuple):
    """The two numbers of the policy in force that say who counts as a contact."""

    days_before_onset: int
    least: timedelta


@dataclass(frozen=True, slots=True)
class Patient:
    """Somebody tested positive, with the moments that the doctor wrote down; the result has just come."""

    who: Resident
    specimen_at: datetime
    isolated_at: datetime
    onset_at: datetime | None = None

    def contagious(self, rules: Rules) -> Period:
        """The infectious window: from midnight, so many days before the first sign, until isolation."""
        first = min(self.onset_at or self.specimen_at, self.specimen_at)
        day = local_day(first) - timedelta(days=rules.days_before_onset)
        return Period(datetime.combine(day, time(), LOCAL), self.isolated_at)


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said in an interview. `of`: about somebody else's household or meeting than the speaker's."""

    kind: str
    people: tuple[str, ...] = ()
    venue: str = ""
    place: str = ""
    start: datetime | None = None
    end: datetime | None = None
    of: str = ""


class Outbreak:
    """One day's story, found by looking for a first case from whom something follows."""

    def __init__(
        self, quarter: Quarter, today: date, stays: Sequence[Stay], rules: Rules, immune: Collection[str] = ()
    ) -> None:
        self.quarter, self.stays, self.rules, self._immune = quarter, stays, rules, immune
        self._midnight = datetime.combine(today, time(), LOCAL)
        self._dice = f"{quarter.seed}/outbreak/{today.isoformat()}"

    def casts(self) -> "Iterator[Cast]":
        """Possible stories of this day, those with more to show first; every day begins with other people."""
        grown = [r for r in self.quarter.residents if self._can_be_confirmed(r) and r.works_at]
        turn = self._midnight.toordinal() * 7 % len(grown)
        poorer: list[Cast] = []
        for who in (*grown[turn:], *grown[:turn]):
            cast = Cast(self, who)
            if cast.is_rich:
                yield cast
            elif cast.seconds and cast.thirds:
                poorer.append(cast)
        yield from poorer

    def exposed_to(self, patient: Patient) -> dict[str, list[Nearness]]:
        """Everybody who really was near for long enough while the patient could infect."""
        found = near(patient.who.key, self.stays, patient.contagious(self.rules))
        return exposed(found, self.rules.least)

    def ill(self, who: Resident) -> Patient:
        """The first case: ill for days, tested and isolated yesterday."""
        return Patient(who, self._eve(8), self._eve(19), onset_at=self._midnight - _ONSET)

    def followed(self, who: Resident, infected_at: datetime) -> Patient:
        """A contact of the first case who was tested as well."""
        onset = infected_at + _INCUBATION
        first_sign = onset if onset < self._eve(21) else None
        return Patient(who, self._eve(21), self._eve(22.5), first_sign)

    def mistaken(self, who: Resident) -> Patient:
        """Somebody whose specimen was another's."""
        return Patient(who, self._eve(9.5), self._eve(20))

    def infections(self, patient: Patient) -> list[Infection]:
        """Where the virus went from this patient on."""
        window = patient.contagious(self.rules)
        return spread(patient.who.key, self.stays, window, self._immune, dice_of=self._dice)

    def can_be_confirmed(self, key: str) -> Resident | None:
        """The resident, if a tracer of the commune can confirm them by their number; nobody falls ill twice."""
        who = self.quarter.resident.get(key)
        return who if who and self._can_be_confirmed(who) else None

    def _can_be_confirmed(self, who: Resident) -> bool:
        fits = OF_AGE <= who.age < OLD and not who.lives_next_door and who.key not in self._immune
        return fits and self.quarter.has_own_phone(who)

    def interview(self, patient: Patient) -> list[Statement]:
        """What a case tells: the household, places where nobody scanned, meals at somebody's home."""
        of, window = dice(self._dice, "interview", patient.who.key), patient.contagious(self.rules)
        said = [self._household_of(patient.who.key)]
        for stay in self.stays:
            if stay.person == patient.who.key and stay.start < window.end and stay.end > window.start:
                if not is_home(stay.place) and stay.heard is Heard.NOT and likely(of, _REMEMBERS_PLACE):
                    said.append(Statement("place", venue=stay.place, start=stay.start, end=stay.end))
                if people := [p for p in self._at_table(stay) if likely(of, _REMEMBERS_PERSON)]:
                    said.append(Statement("met_close", tuple(people), place=_MEAL, start=stay.start, end=stay.end))
                    said += [self._household_of(person, of=person) for person in people[:2]]
        return [each for each in dict.fromkeys(said) if each.people or each.venue]

    def _household_of(self, person: str, of: str = "") -> Statement:
        """Everybody who lives with a person; `of` is the person when the statement is about somebody else than the F0."""
        home = self.quarter.households[self.quarter.resident[person].home]
        return Statement("household", tuple(other.key for other in home if other.key != person), of=of)

    def _at_table(self, stay: Stay) -> list[str]:
        """With whom somebody sat at a meal, who is not of the same household."""
        if not is_home(stay.place):
            return []
        own = self.quarter.resident[stay.person].home
        return sorted(
            {
                other.person
                for other in self.stays
                if other.place == stay.place
                and other.start < stay.end
                and stay.start < other.end
                and self.quarter.resident[other.person].home != own
            }
        )

    def _eve(self, hour: float) -> datetime:
        """An hour of yesterday."""
        return self._midnight - timedelta(days=1) + timedelta(hours=hour)


class Cast:
    """Who plays the three cases."""

    def __init__(self, outbreak: Outbreak, first: Resident) -> None:
        self.outbreak = outbreak
        self.first = outbreak.ill(first)

    @cached_property
    def infections(self) -> list[Infection]:
        return self.outbreak.infections(self.first)

    @cached_property
    def exposed(self) -> dict[str, list[Nearness]]:
        return self.outbreak.exposed_to(self.first)

    @cached_property
    def seconds(self) -> list[Patient]:
        """Those whom the first case infected and who can be confirmed next, earliest infection first."""
        return [
            self.outbreak.followed(who, step.at)
            for step in self.infections
            if step.source == self.first.who.key
            and (who := self.outbreak.can_be_confirmed(step.person))
            and who.home != self.first.who.home
        ]

    @cached_property
    def thirds(self) -> list[Patient]:
        """Those who could be confirmed by mistake: healthy, of other households, and among people."""
        ill = {step.person for step in self.infections} | {self.first.who.key}
        homes = {self.first.who.home, *(second.who.home for second in self.seconds)}
        healthy = [
            who
            for r in self.outbreak.quarter.residents
            if r.key not in ill and r.home not in homes and (who := self.outbreak.can_be_confirmed(r.key))
        ]
        found = [self.outbreak.mistaken(who) for who in healthy]
        return [patient for patient in found if len(self.outbreak.exposed_to(patient)) > len(_home(self, patient))]

    @cached_property
    def is_rich(self) -> bool:
        """Somebody comes from next door, and a guest of a meal has a household that the first case never met."""
        met = [each for found in self.exposed.values() for each in found]
        around = any(self._comes_from_next_door(each) for each in met) and bool(self._second_ring())
        return around and bool(self.seconds) and bool(self.thirds)

    def _second_ring(self) -> set[str]:
        """Those who were named in the interview as somebody else's household, and were not near the first case."""
        named = {key for said in self.outbreak.interview(self.first) if said.of for key in said.people}
        return named - self.exposed.keys() - {self.first.who.key}

    def _comes_from_next_door(self, each: Nearness) -> bool:
        who = self.outbreak.quarter.resident.get(each.theirs.person)
        heard = Heard.NOT not in {each.mine.heard, each.theirs.heard}
        return who is not None and who.lives_next_door and heard


def _home(cast: Cast, patient: Patient) -> set[str]:
    home = cast.outbreak.quarter.households[patient.who.home]
    return {resident.key for resident in home}
