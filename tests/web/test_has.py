"""What a call says that its answer has is always there: a member with a default is left out, and would be no answer."""

import json
import re

import pytest

from tests.web.test_modules import MODULES
from web.builder.pages import WEB
from web.builder.roles import CONTRACT

# Optional in the contract, since somebody else may ask for the same; sure for whoever asks from these pages.
SURE = {
    ("/persons", "device_token"),  # a citizen's own registration
    ("/me/device-revocations", "device_token"),  # signed out everywhere: the one that goes on
    ("/contacts", "counts"),  # with the first page, the only one that a home asks for
    ("/cases", "counts"),
}
# A route whose last word a module's own function is given, and each word it is given.
WORDS = {
    "tracer/case/held.mjs": ("/cases/{}/{}", re.compile(r'decide\("[a-z-]+", "([a-z-]+)"'), {"release", "decline"})
}
_CALL = re.compile(
    r"""(?P<quote>[`"])(?P<path>/(?:(?!(?P=quote)).)+)(?P=quote), \{(?P<rest>[^\n]*?)\bhas: "(?P<has>\w*)" \}"""
)
_VALUE = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}")


def calls() -> list[tuple[str, str, str, str]]:
    """(module, method, path, member) of every call that is written in one line."""
    found = []
    for file in MODULES:
        name, text = str(file.relative_to(WEB)), file.read_text(encoding="utf-8")
        for call in _CALL.finditer(text):
            path = _VALUE.sub("{}", call["path"]).partition("?")[0].removesuffix("{}") or "/"
            path = path if not path.endswith("/") else f"{path}{{}}"
            method = "post" if "body" in call["rest"] else "get"
            found += [(name, method, each, call["has"]) for each in _words(name, path, text)]
    return found


def _words(name: str, path: str, text: str) -> list[str]:
    """The paths that a path with a word left open stands for."""
    route, given, words = WORDS.get(name, ("", _VALUE, set()))
    if path != route:
        return [path]
    assert set(given.findall(text)) == words
    return [path.removesuffix("{}") + word for word in sorted(words)]


def answers(method: str, path: str) -> list[set[str]]:
    """The members that each 2xx answer of a route always has."""
    document = json.loads(CONTRACT.read_text(encoding="utf-8"))
    wanted = re.compile(re.escape(path).replace(r"\{\}", r"(?:\{\w+\}|[a-z-]+)") + "$")
    sure = []
    for route in sorted(document["paths"], key=lambda each: "{" in each):
        operation = document["paths"][route].get(method)
        if operation is None or not wanted.match(route):
            continue
        for status, told in operation["responses"].items():
            if status.startswith("2"):
                name = told["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
                sure.append(set(document["components"]["schemas"][name].get("required", [])))
    return sure


def test_most_calls_are_read() -> None:
    assert len(calls()) > 45


@pytest.mark.parametrize(("module", "method", "path", "has"), calls())
def test_what_an_answer_has_is_always_there(module: str, method: str, path: str, has: str) -> None:
    sure = answers(method, path)
    assert sure, f"{module}: {method} {path} is in no contract"
    assert not has or (path, has) in SURE or all(has in members for members in sure), (
        f"{module}: {path} may leave {has} out"
    )
