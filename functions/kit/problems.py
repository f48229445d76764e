"""A refusal as a problem document (RFC 9457, with both languages), in the words of the districts a door speaks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from domain.base.errors import DomainError, Fault
from functions.words import base
from functions.words.sentence import Problem, Sentence


class District(Protocol):
    """What a file of `functions/words` says of refusals: a sentence per code and per rule."""

    PROBLEMS: Mapping[str, Problem]
    RULES: Mapping[str, Sentence]


def _warnings(words: District) -> Mapping[str, Sentence]:
    """What a district warns of, and what it says of no field: whole sentences that name a fault's facts."""
    return {**getattr(words, "WARNINGS", {}), **getattr(words, "WHOLE", {})}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything one door can say."""

    problems: Mapping[str, Problem]
    rules: Mapping[str, Sentence]
    warnings: Mapping[str, Sentence]

    @classmethod
    def of(cls, *districts: District) -> Self:
        """The words of these districts and of requests as such."""
        spoken = (base, *districts)
        return cls(
            {code: problem for words in spoken for code, problem in words.PROBLEMS.items()},
            {rule: said for words in spoken for rule, said in words.RULES.items()},
            {warning: said for words in spoken for warning, said in _warnings(words).items()},
        )

    def knows(self, error: DomainError) -> bool:
        """Whether there are words for all of a refusal; one without them is a fault of ours."""
        rules = {fault.rule for fault in error.faults}
        spoken = self.problems.keys() | self.rules.keys() | self.warnings.keys()
        return error.code in self.problems and rules <= spoken

    def document(self, error: DomainError, request_id: str) -> tuple[int, dict[str, Any]]:
        """The status and the problem document of a refusal."""
        problem = self.problems[error.code]
        body: dict[str, Any] = {
            "type": f"urn:vungxanh:problem:{error.code}",
            "title": problem.vi,
            "status": problem.status,
            "code": error.code,
            "detail": problem.en,
            "text": {"vi": problem.vi, "en": problem.en},
            "request_id": request_id,
        }
        if error.facts:
            body["facts"] = dict(error.facts)
        faults = error.faults or ([Fault(error.about, error.code)] if error.about else [])
        if faults:
            body["errors"] = [self.fault(fault) for fault in faults]
        return problem.status, body

    def fault(self, fault: Fault) -> dict[str, Any]:
        """One fault as a problem document lists it: field, rule, both sentences, and its line and facts where it has them."""
        vi, en = self._said(fault)
        where_vi = f"Dòng {fault.line}: " if fault.line else ""
        where_en = f"Line {fault.line}: " if fault.line else ""
        shown: dict[str, Any] = {
            "field": fault.field,
            "rule": fault.rule,
            "text": {"vi": f"{where_vi}{vi}", "en": f"{where_en}{en}"},
        }
        if fault.line:
            shown["line"] = fault.line
        if fault.facts:
            shown["facts"] = dict(fault.facts)
        return shown

    def _said(self, fault: Fault) -> Sentence:
        """A sentence that names no field, which stands beside it."""
        said = self.words(fault)
        return Sentence(*(f"{text[:1].upper()}{text[1:]}." for text in said)) if self._is_rule(fault) else said

    def words(self, fault: Fault) -> Sentence:
        """What a rule says, as part of a sentence; a whole sentence where the fault is no rule of a field."""
        if problem := self.problems.get(fault.rule):
            return Sentence(problem.vi, problem.en)
        said = self.warnings.get(fault.rule) or self.rules[fault.rule]
        return Sentence(*(text.format(**dict(fault.facts)) for text in said)) if fault.facts else said

    def _is_rule(self, fault: Fault) -> bool:
        return fault.rule not in self.problems and fault.rule not in self.warnings
