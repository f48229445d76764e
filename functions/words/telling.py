"""About a citizen's notices and browsers."""

from collections.abc import Mapping

from domain.people.audit import Act
from functions.words.sentence import Problem, Sentence

PROBLEMS: Mapping[str, Problem] = {}

RULES: Mapping[str, Sentence] = {
    "push-endpoint": Sentence(
        "phải là địa chỉ của dịch vụ thông báo đẩy mà trình duyệt cung cấp",
        "must be an address of a browser's push service",
    ),
    "push-key": Sentence("không phải khóa của trình duyệt", "is not a key of a browser's subscription"),
}

ACTS: Mapping[Act, Sentence] = {}
