"""About a citizen's notices and browsers, and whom units tell them to call."""

from collections.abc import Mapping

from domain.people.audit import Act
from domain.telling.acts import UNIT_CONTACT_SET
from functions.words.sentence import Problem, Sentence

PROBLEMS: Mapping[str, Problem] = {
    "unit-contact-changed": Problem(
        409,
        "Vừa có người khác sửa số liên hệ này. Hãy tải lại.",
        "Somebody else has just changed this contact. Load it again.",
    ),
}

RULES: Mapping[str, Sentence] = {
    "push-endpoint": Sentence(
        "phải là địa chỉ của dịch vụ thông báo đẩy mà trình duyệt cung cấp",
        "must be an address of a browser's push service",
    ),
    "unit-phone": Sentence(
        "phải là số di động, số cố định (02…), số 1800, 1900 hoặc số ngắn như 115, 1022",
        "must be a Vietnamese mobile, landline (02...), 1800/1900 number, or a short one such as 115 or 1022",
    ),
    "push-key": Sentence("không phải khóa của trình duyệt", "not a key of a browser's subscription"),
}

ACTS: Mapping[Act, Sentence] = {
    UNIT_CONTACT_SET: Sentence("đã đổi số liên hệ của đơn vị", "changed a contact of the unit"),
}
