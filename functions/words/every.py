"""The words of all districts, for the access log and the public contract."""

from collections.abc import Mapping

from domain.people.audit import Act
from functions.words import base, figures, people, presence, tables, telling, tracing
from functions.words.sentence import Problem, Sentence

DISTRICTS = (people, presence, tracing, telling, figures, tables)

PROBLEMS: Mapping[str, Problem] = {
    code: problem for district in (base, *DISTRICTS) for code, problem in district.PROBLEMS.items()
}

RULES: Mapping[str, Sentence] = {rule: said for district in (base, *DISTRICTS) for rule, said in district.RULES.items()}

WARNINGS: Mapping[str, Sentence] = tracing.WARNINGS

WHOLE: Mapping[str, Sentence] = tables.WHOLE

ACTS: Mapping[Act, Sentence] = {act: said for district in DISTRICTS for act, said in district.ACTS.items()}
