"""Words that people stumbled over, and why: none of them comes back into what citizens and staff read.

The sentences are those of the pages (`web/i18n`), of refusals, rules and acts on record (`functions/words`), of roles, of
kinds of venue, and of notices. `docs/glossary.md` has the words that are used instead.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from domain.people.roles import Role
from domain.presence.policy import CATEGORIES_2021
from domain.telling.duty import stay_of
from domain.telling.exposure import Told, Version, text_of
from domain.telling.policy import NATION_POLICIES
from functions.words import every

ROOT = Path(__file__).resolve().parents[2]


class Forbidden(NamedTuple):
    """A pattern, why nobody should read it, and what is said instead."""

    pattern: str
    why: str
    instead: str


VIETNAMESE = (
    Forbidden(r"lời khai", "is what the police take down", "khai báo dịch tễ, theo khai báo"),
    Forbidden(r"bằng chứng", "is what a court hears", "căn cứ"),
    Forbidden(r"\bsai số\b", "is a margin of error", "nhầm số, số không đúng"),
    Forbidden(r"từ chối trả lời|^không trả lời$", "both at once say nothing apart", "không nghe máy, từ chối hợp tác"),
    Forbidden(r"phát hành", "is what a publisher does", "duyệt gửi thông báo, đã thông báo"),
    Forbidden(r"rút lại ca|ca .*rút lại", "nobody says it of a case", "hủy xác nhận ca"),
    Forbidden(r"^(đến|rời) lúc$", "reads as “it is time to”", "giờ đến, giờ rời"),
    Forbidden(r"kiểm toán", "is an audit of accounts", "kiểm tra, giám sát"),
    Forbidden(r"tâm linh", "is colloquial", "cơ sở tôn giáo, tín ngưỡng"),
    Forbidden(r"gác cửa", "is a guard's watch", "người trực cửa, bảo vệ"),
    Forbidden(r"^(đóng|đã đóng) (theo dõi|người)|^đã đóng$|^đóng lại$", "is of a door, no person", "kết thúc theo dõi"),
    Forbidden(r"^mức$", "the level of what?", "diện tiếp xúc"),
    Forbidden(r"^việc$", "heads a column of buttons", "thao tác"),
    Forbidden(r"^riêng tư$|^của tôi$", "is half a phrase", "quyền riêng tư, cá nhân"),
    Forbidden(r"thuộc loại: ", "runs on into the next words", "(tại một nơi thuộc loại “…”)"),
    Forbidden(r"thuật toán", "is the machine's business", "cách tính"),
    Forbidden(
        r"\b(huỷ|khoá|hoá|toả|uỷ|thuý)\b", "the mark stands on the other vowel here", "hủy, khóa, hóa, tỏa, ủy, thúy"
    ),
    Forbidden(r"người dùng\b(?! chung)|\buser\b", "people are not users", "người dân, cán bộ"),
    Forbidden(r"vui lòng|quý (khách|vị)", "one register: bạn, hãy", "hãy …"),
)
ENGLISH = (
    Forbidden(r"\brung\b|\bring (on|this)\b|\bcannot ring\b", "a telephone rings, a page does not", "alerts"),
    Forbidden(r"(?<!\{)\bsymbols?\b", "a code has characters", "characters"),
    Forbidden(r"\bas stated\b|\bstated by\b", "is a police report", "as reported, reported by"),
    Forbidden(r"capitals do not matter", "is no English", "upper or lower case"),
    Forbidden(r"\bone-time code\b|\bapplication\b", "is officialese", "code by text, app"),
    Forbidden(r"mistaken scan|\btaken? back\b.*scan", "is word for word", "scanned by mistake, cancel"),
    Forbidden(r"^grade$", "the grade of what?", "contact level"),
    Forbidden(r"could infect\b", "is word for word", "infectious period"),
    Forbidden(r"infectious window", "is the field's shorthand", "infectious period"),
    Forbidden(r"^figures$", "statistics, as everywhere", "statistics"),
    Forbidden(r"^more$", "one way to say it", "show more"),
    Forbidden(r"^published$", "books are", "contacts notified"),
    Forbidden(r"there is no such page|no such page", "is word for word", "page not found"),
    Forbidden(r"\bnote outcome\b|^noted for\b", "outcomes are recorded", "record outcome, recorded for"),
    Forbidden(
        r"^1 \w+s\b|\{(\w+)\} (tries|visits|people|cases|venues|days|notices|rows)\b", "“1 tries”", "{n|try|tries}"
    ),
    Forbidden(r"\balgorithm\b", "is the machine's business", "calculation"),
)
# A few plurals stand beside a number that cannot be one, or is a rule's.
NEVER_ONE = {
    "case.retract-text",
    "cases.then-hold",
    "cases.then-window",
    "graph.some",
    "held.release-title",
    "same.text",
}
NEVER_ONE |= {
    "policy.small-people",
    "cases.count-more",
    "contact.count-more",
    "sv.count-more",
    "join.chosen",
    "stat.period",
    "paper.part",
}


def _pages(language: str) -> Iterator[tuple[str, str]]:
    texts: dict[str, str] = json.loads((ROOT / "web" / "i18n" / f"{language}.json").read_text("utf-8"))
    yield from texts.items()


def _field(language: str) -> Iterator[tuple[str, str]]:
    """(where it stands, sentence) of everything said outside the pages."""
    said = [*every.PROBLEMS.items(), *every.RULES.items(), *every.WARNINGS.items()]
    yield from ((str(code), getattr(each, language)) for code, each in said)
    yield from ((act.code, getattr(each, language)) for act, each in every.ACTS.items())
    for role in Role:
        yield from ((f"role {role}", getattr(name, language)) for name in (role.shown, role.said))
    yield from ((f"category {code}", getattr(kind, language)) for code, kind in CATEGORIES_2021.items())
    for told in Told:
        version = Version(1, told, datetime(2021, 10, 3, tzinfo=UTC), date(2021, 10, 2), "market")
        yield f"notice {told}", getattr(text_of(version), language)
        stay = stay_of(version)
        yield from ((f"duty {told} {about}", getattr(text, language)) for about, text in (stay.duties if stay else ()))
    for row in NATION_POLICIES:
        yield from ((f"helpline {each.kind}", each.when[language == "en"]) for each in row.helplines)


def stumbled(language: str, sentences: Iterator[tuple[str, str]]) -> list[str]:
    """Every sentence with a word that is forbidden, with the reason and the better word."""
    rules = VIETNAMESE if language == "vi" else ENGLISH
    return [
        f"{key}: {text!r} has {found[0]!r}, which {rule.why}; say: {rule.instead}"
        for key, text in sentences
        for rule in rules
        if (found := re.search(rule.pattern, text.strip(), re.IGNORECASE)) and not _excused(key, rule)
    ]


def _excused(key: str, rule: Forbidden) -> bool:
    return "tries" in rule.pattern and key in NEVER_ONE


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_says_a_word_that_people_stumbled_over(language: str) -> None:
    found = stumbled(language, _pages(language))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_refusal_rule_role_kind_or_notice_says_one_either(language: str) -> None:
    found = [each for each in stumbled(language, _field(language)) if "“1 tries”" not in each]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "Gặp gần, theo lời khai"),
        ("vi", "Sai số"),
        ("vi", "Kiểm toán"),
        ("vi", "Ca này đã được rút lại"),
        ("vi", "Huỷ"),
        ("en", "Turn it on to be rung at once"),
        ("en", "Type the 8 symbols"),
        ("en", "{count} tries"),
        ("en", "More"),
    ],
)
def test_the_guard_finds_them(language: str, text: str) -> None:
    assert stumbled(language, iter([("some.key", text)]))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "theo khai báo"),
        ("vi", "Ghi nhầm người? Rút lại"),
        ("en", "{count} {count|try|tries}"),
        ("en", "Show more"),
    ],
)
def test_the_guard_leaves_others_alone(language: str, text: str) -> None:
    assert not stumbled(language, iter([("some.key", text)]))
