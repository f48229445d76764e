"""People with more than one record: what was found through any of them is found of the one that speaks for all.

People are plain text here, as in the other rooms of the search. `spoken` maps every record that another one speaks for
to that one; it is empty in most places, and then nothing below costs anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.people.codes import PersonId
from domain.tracing.contact import Edge
from domain.tracing.meeting import Meeting
from domain.tracing.search.overlap import Presence

Spoken = Mapping[str, str]


def present(page: Iterable[Presence], spoken: Spoken) -> Iterable[Presence]:
    """The stays of a page as stays of humans: two records that overlap are one human's stay twice."""
    if not spoken:
        return page
    return (p._replace(person=spoken[p.person]) if p.person in spoken else p for p in page)


def met(meetings: Iterable[Meeting], spoken: Spoken) -> list[Meeting]:
    """The meetings as meetings of humans; nobody meets another record of the same human."""
    named = [m._replace(person=_human(m.person, spoken), other=_human(m.other, spoken)) for m in meetings]
    return [m for m in named if m.person != m.other]


def stored_of_humans(stored: Mapping[str, Edge], spoken: Spoken) -> Mapping[str, Edge]:
    """What is on record of each human: an active edge of any record, with the evidence of all active ones."""
    if not spoken:
        return stored
    found: dict[str, Edge] = {}
    for person, edge in stored.items():
        human = spoken.get(person, person)
        known = found.get(human)
        if known is None or (edge.active and not known.active):
            found[human] = edge
        elif edge.active:
            found[human] = replace(known, pieces=(*known.pieces, *edge.pieces))
    return found


def changes(
    wanted: Mapping[str, Edge],
    stored: Mapping[str, Edge],
    *,
    revision: int,
    spoken: Spoken | None = None,
    f0: str = "",
) -> list[Edge]:
    """What must be written: edges that are new or say something else, those to be withdrawn, and those that are covered:
    by the edge of another record of the same human, or by the F0, whose record is no contact of the case. A covered edge
    comes back as it was when the records are parted. `f0` is empty where the case was none."""
    spoken = spoken or {}
    begun = _begun(stored, spoken)
    found = []
    for person, edge in wanted.items():
        known = stored.get(person)
        clock = known if known is not None and _runs(known) else begun.get(person)
        if clock is not None:
            edge = replace(edge, found_at=clock.found_at)  # noqa: PLW2901 - the clock of its follow-up runs on
        if known is None or not known.says_the_same(edge):
            found.append(edge)
    for person, edge in stored.items():
        if person not in wanted and _runs(edge):
            human = spoken.get(person, person)
            covers = human == f0 or (human != person and human in wanted)
            left = replace(edge, active=False, covered_by=PersonId(human) if covers else None, revision=revision)
            if not left.says_the_same(edge):
                found.append(left)
    return found


def _runs(edge: Edge) -> bool:
    """True while somebody is to be followed up on its account, under this record or another."""
    return edge.active or edge.covered_by is not None


def _begun(stored: Mapping[str, Edge], spoken: Spoken) -> dict[str, Edge]:
    """Human → the edge of another record by which the follow-up began first."""
    first: dict[str, Edge] = {}
    for record, human in spoken.items():
        edge = stored.get(record)
        if edge is not None and _runs(edge) and (human not in first or edge.found_at < first[human].found_at):
            first[human] = edge
    return first


def _human(person: PersonId, spoken: Spoken) -> PersonId:
    human = spoken.get(str(person))
    return PersonId(human) if human else person
