"""The access log in the words of the person whose data it is about: what was done and in which role, never by whom."""

from collections.abc import Mapping

from domain.people.roles import Name, Role
from functions.kit.shapes import Words
from functions.words.every import ACTS
from functions.words.sentence import Sentence

_DONE: Mapping[str, Sentence] = {act.code: said for act, said in ACTS.items()}
_WHO: Mapping[str, Name] = {
    **{role.value: role.said for role in Role},
    "venue_owner": Name("chủ địa điểm", "the owner of a venue"),
}
_SOMEBODY = Name("một cán bộ", "a member of staff")


def sentence(act: str, role: str) -> Words:
    """`role` is one role or several, joined by commas as they were recorded."""
    held = [words for name in role.split(",") if (words := _WHO.get(name))] or [_SOMEBODY]
    vi, en = " kiêm ".join(words.vi for words in held), " and ".join(words.en for words in held)
    return Words(vi=_capital(f"{vi} {_DONE[act].vi}."), en=_capital(f"{en} {_DONE[act].en}."))


def typed_reason(reason: str) -> str:
    """What a member of staff typed, empty where it is the platform's own phrase."""
    return "" if any(act.wrote(reason) for act in ACTS) else reason


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
