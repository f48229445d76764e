"""About figures."""

from collections.abc import Mapping

from domain.people.audit import Act
from functions.words.sentence import Problem, Sentence

PROBLEMS: Mapping[str, Problem] = {}

RULES: Mapping[str, Sentence] = {
    "period": Sentence(
        "ngày đầu phải trước ngày cuối, tối đa 92 ngày", "the first day must not be after the last one; 92 days at most"
    ),
}

ACTS: Mapping[Act, Sentence] = {}
