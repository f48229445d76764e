"""The access log in the words of the person whose data it is about: what was done and in which role, never by whom."""

import re
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
# The sentences speak to the person; an auditor reads about them. The longest first.
_VI: Mapping[str, str] = {"của bạn": "của người này", "bạn": "người này"}
_EN: Mapping[str, str] = {"yours": "theirs", "your": "this person's", "you": "this person"}
_SOMEBODY = Name("một cán bộ", "a member of staff")


def sentence(act: str, role: str) -> Words:
    """`role` is one role or several, joined by commas as they were recorded."""
    held = [words for name in role.split(",") if (words := _WHO.get(name))] or [_SOMEBODY]
    vi, en = " kiêm ".join(words.vi for words in held), " and ".join(words.en for words in held)
    return Words(vi=_capital(f"{vi} {_DONE[act].vi}."), en=_capital(f"{en} {_DONE[act].en}."))


def told(act: str) -> Words:
    """What was done, to somebody who is not the person: an act whose words are gone is said by its code."""
    done = _DONE.get(act)
    if done is None:
        return Words(vi=act, en=act)
    return Words(vi=_capital(_third(done.vi, _VI)), en=_capital(_third(done.en, _EN)))


def _third(text: str, words: Mapping[str, str]) -> str:
    return re.sub(rf"\b({'|'.join(words)})\b", lambda found: words[found[0]], text)


def typed_reason(reason: str) -> str:
    """What a member of staff typed, empty where it is the platform's own phrase."""
    return "" if any(act.wrote(reason) for act in ACTS) else reason


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
