"""What joined records say over HTTP."""

from typing import Annotated, Literal

from msgspec import Meta

from domain.base.period import shown
from domain.base.text import initials
from domain.people.human.joining import Merge, MergeState, look_alike
from domain.people.papers import phone_masked
from domain.people.person import Person
from domain.people.policy import JOIN
from functions.identity.joining.service import Joined
from functions.kit.shapes import Input, Output, UnitShown, Why, unit_shown

PersonIdText = Annotated[str, Meta(max_length=20, examples=["fghnbvpram4zk"])]


class MergePersons(Input):
    """Two records of one human. `keep` speaks for both from then on."""

    keep: PersonIdText
    join: PersonIdText
    reason: Why = ""


class MergesAsked(Input):
    """Which unit's; the caller's own where none is named."""

    scheme: Annotated[str, Meta(max_length=20)] = ""
    unit: Annotated[str, Meta(max_length=10)] = ""


class RecordShown(Output):
    """One of the two records, masked."""

    person_id: str
    display_name: str
    year_of_birth: int
    unit: UnitShown
    phone_masked: str = ""
    phone_verified: bool = False


class MergeShown(Output):
    """A merge as it stands."""

    merge_id: Annotated[str, Meta(description="Id of the record that was joined")]
    state: Literal["waiting", "joined", "parted"]
    keep: RecordShown
    join: RecordShown
    look_alike: Annotated[bool, Meta(description="Names but for their marks, and years of birth, agree")]
    asked_at: str
    asked_by_me: bool
    joined_at: str = ""
    parted_at: str = ""
    reversible_until: Annotated[str, Meta(description="Until when it can be taken back; absent: no longer")] = ""
    reason: str = ""


class Merges(Output):
    """Waiting ones, and those that can be taken back, newest first."""

    merges: list[MergeShown]


_STATES: dict[MergeState, Literal["waiting", "joined", "parted"]] = {
    MergeState.WAITING: "waiting",
    MergeState.JOINED: "joined",
    MergeState.PARTED: "parted",
}


def merge_shown(done: Joined, actor: str) -> MergeShown:
    """As its readers see it; a citizen reads no reason that staff typed."""
    merge, both = done.merge, done.both
    return MergeShown(
        merge_id=str(merge.join),
        state=_STATES[merge.state],
        keep=_record(both.keep),
        join=_record(both.join),
        look_alike=look_alike(*both),
        asked_at=shown(merge.asked_at),
        asked_by_me=merge.asked_by == actor,
        joined_at=shown(merge.joined_at) if merge.joined_at else "",
        parted_at=shown(merge.parted_at) if merge.parted_at else "",
        reversible_until=_until(merge),
        reason=merge.reason if actor.startswith("S#") else "",
    )


def _until(merge: Merge) -> str:
    if merge.state is not MergeState.JOINED or merge.joined_at is None:
        return ""
    return shown(merge.joined_at + JOIN.undone_within)


def _record(person: Person) -> RecordShown:
    return RecordShown(
        person_id=str(person.person_id),
        display_name=initials(person.full_name),
        year_of_birth=person.year_of_birth,
        phone_masked=phone_masked(person.phone) if person.phone else "",
        phone_verified=person.phone_is_proved,
        unit=unit_shown(person.unit_path, person.unit_name),
    )
