"""One venue where an F0 was, forty others, and as many people who exist in records alone."""

import time
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from adapters.dynamo.visit.item import item_from_visit
from bench import units
from bench.chain.house import House, fill
from bench.chain.meter import Meter
from bench.chain.story import traced
from bench.chain.town import Town, town
from domain.base.period import epoch
from domain.people.codes import PersonId
from domain.presence.visit import VisitKey
from domain.tracing.codes import CaseCode
from infra.data import TABLES

NEIGHBOURS = 40


@dataclass(frozen=True, slots=True)
class Seen:
    """What a tracer is shown of the case, what the run took, and how many notices it queued."""

    status: str
    held_people: int
    notices: int
    read_units: float
    write_units: int
    cpu: float


def seen(house: House, meter: Meter, fakes: int, seed: int) -> Seen:
    """From the confirmation to the end of its run."""
    there = _flooded(town(NEIGHBOURS, seed, house.clock()), fakes, seed)
    fill(house.store, there.items())
    code = CaseCode.from_random(seed)
    since, cpu = meter.mark(), time.process_time()
    house.confirm(there, code)
    traced(house, code, meter)
    bill, case = meter.bill(since), house.stored(code)
    assert case.trace is not None
    return Seen(
        status=case.status.value,
        held_people=case.trace.held_people,
        notices=len(house.all_of("Notice", f"N#C#{code}")),
        read_units=bill.read_units,
        write_units=bill.write_units,
        cpu=time.process_time() - cpu,
    )


def copied(house: House) -> int:
    """Bytes of a visit in the index by venue, of which an answer holds a part."""
    some = town(NEIGHBOURS, 1, house.clock()).visits[0]
    return units.size(units.projected(item_from_visit(some), TABLES["Visit"].indexes[0].carries))


def _flooded(there: Town, fakes: int, seed: int) -> Town:
    """All at the F0's first venue, each for as long as the F0 but for some seconds."""
    rng, stay = Random(seed), there.visits[0]
    added = []
    for _ in range(fakes):
        start = stay.start + timedelta(seconds=rng.randrange(600))
        key = VisitKey(PersonId.from_random(rng.getrandbits(60)), epoch(start), stay.key.venue)
        added.append(replace(stay, key=key, start=start))
    people = frozenset(visit.key.person for visit in added)
    homes = dict.fromkeys(people, next(iter(there.homes.values())))
    return replace(
        there, contacts=there.contacts | people, visits=(*there.visits, *added), homes={**there.homes, **homes}
    )
