"""About cases and contacts."""

from collections.abc import Mapping

from domain.people.audit import Act
from domain.tracing import acts
from functions.words.sentence import Problem, Sentence

PROBLEMS: Mapping[str, Problem] = {
    "case-unknown": Problem(404, "Không tìm thấy ca bệnh này.", "There is no such case."),
    "case-exists": Problem(
        409,
        "Người này đã có ca bệnh đang mở với thông tin khác. Hãy mở ca đó và sửa.",
        "This person has an open case with other facts. Open it and amend it.",
    ),
    "case-retracted": Problem(409, "Ca bệnh này đã được rút lại.", "This case has been retracted."),
    "same-person-release": Problem(
        403,
        "Người xác nhận hoặc sửa ca không được tự duyệt. Cần một cán bộ khác duyệt.",
        "Whoever confirmed or amended the case may not release it. A second person has to.",
    ),
    "nothing-held": Problem(409, "Không có nhóm nào đang chờ duyệt.", "No group is waiting to be released."),
    "preview-expired": Problem(
        409,
        "Bản xem trước đã quá 24 giờ. Hãy truy vết lại rồi duyệt.",
        "The preview is older than 24 hours. Trace again, then release.",
    ),
    "contact-unknown": Problem(
        404, "Người này không phải người tiếp xúc của ca bệnh.", "This person is no contact of the case."
    ),
    "contact-changed": Problem(
        409, "Vừa có người khác cập nhật. Hãy tải lại.", "Somebody else has just changed this. Load it again."
    ),
    "illegal-move": Problem(
        409, "Không chuyển được sang trạng thái này.", "The follow-up cannot go to that state from where it is."
    ),
    "handed-over": Problem(
        403,
        "Người này ở đơn vị khác và đã được bàn giao cho cán bộ nơi đó.",
        "This person lives elsewhere and has been handed over to the staff there.",
    ),
}

RULES: Mapping[str, Sentence] = {
    "case-id": Sentence("không phải mã ca bệnh", "is not a case code"),
    "after-confirmation": Sentence("không được sau thời điểm xác nhận", "must not be after the confirmation"),
    "outside-retention": Sentence(
        "quá 30 ngày, dữ liệu không còn được lưu",
        "is older than the 30 days for which facts are kept",
    ),
    "period-order": Sentence("phải sau thời điểm bắt đầu", "must be after the beginning"),
    "people-kinds-only": Sentence(
        "chỉ dùng cho người cùng nhà và người đã gặp",
        "is for households and people met only",
    ),
}

_CHANGED = Sentence("đã sửa hồ sơ ca bệnh của bạn", "changed your case record")

ACTS: Mapping[Act, Sentence] = {
    acts.CASE_CONFIRMED: Sentence("đã ghi nhận bạn là ca mắc", "recorded you as a confirmed case"),
    acts.CASE_AMENDED: _CHANGED,
    acts.CASE_RETRACTED: _CHANGED,
    acts.GROUPS_RELEASED: _CHANGED,
    acts.TRACED_AGAIN: _CHANGED,
    acts.CASE_READ: Sentence("đã xem hồ sơ ca bệnh của bạn", "read your case record"),
    acts.TRACE_READ: Sentence("đã xem kết quả truy vết từ ca bệnh của bạn", "read what tracing found from your case"),
    acts.CONTACT_OPENED: Sentence("đã mở họ tên và số điện thoại của bạn", "opened your name and phone number"),
    acts.CONTACT_FOLLOWED_UP: Sentence("đã ghi lại việc liên hệ với bạn", "noted how you were reached and followed up"),
    acts.CONTACTS_EXPORTED: Sentence(
        "đã xuất danh sách có họ tên và số điện thoại của bạn",
        "exported a list that holds your name and phone number",
    ),
}
