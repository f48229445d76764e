"""About cases and contacts."""

from collections.abc import Mapping

from domain.people.audit import Act
from domain.tracing import acts
from domain.tracing.warnings import WarningCode
from functions.words.sentence import Problem, Sentence

PROBLEMS: Mapping[str, Problem] = {
    "case-unknown": Problem(404, "Không tìm thấy ca bệnh này.", "There is no such case."),
    "case-exists": Problem(
        409,
        "Người này đã có ca bệnh đang mở với thông tin khác. Hãy mở ca đó và sửa.",
        "This person has an open case with other facts. Open it and amend it.",
    ),
    "case-retracted": Problem(409, "Ca bệnh này đã được hủy xác nhận.", "This case has been retracted."),
    "warnings": Problem(
        409,
        "Thông tin có chỗ lạ. Hãy xem lại từng cảnh báo; nếu đúng như vậy thì xác nhận.",
        "Some of this is odd. Look at each warning again; confirm them if that is how it was.",
    ),
    "same-person-release": Problem(
        403,
        "Ai đã xác nhận hoặc sửa ca từ lần duyệt trước, hoặc sửa gần nhất, thì không được duyệt. "
        "Cần một cán bộ khác duyệt.",
        "Whoever confirmed or amended the case since the last release, or was the last to do so, may not release it. "
        "Somebody else has to.",
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
    "nothing-to-undo": Problem(
        409,
        "Đã quá lúc hoàn tác, hoặc không phải việc bạn vừa ghi.",
        "It is too late to undo, or it was not your entry.",
    ),
    "being-called": Problem(
        409, "Người khác đang gọi người này.", "Somebody else is calling this person at the moment."
    ),
    "handed-over": Problem(
        403,
        "Người này ở đơn vị khác và đã được bàn giao cho cán bộ nơi đó.",
        "This person lives elsewhere and has been handed over to the staff there.",
    ),
}

RULES: Mapping[str, Sentence] = {
    "closing-only": Sentence("chỉ dùng khi kết thúc theo dõi", "for the end of a follow-up only"),
    "to-call-only": Sentence("chỉ dùng khi còn cần gọi", "for people who are still to be called only"),
    "staff-name": Sentence("không phải tên đăng nhập của cán bộ", "no name that staff sign in with"),
    "case-id": Sentence("không phải mã ca bệnh", "not a case code"),
    "after-confirmation": Sentence("không được sau thời điểm xác nhận", "must not be after the confirmation"),
    "outside-retention": Sentence(
        "quá 30 ngày, dữ liệu không còn được lưu",
        "older than the 30 days for which facts are kept",
    ),
    "period-order": Sentence("phải sau thời điểm bắt đầu", "must be after the beginning"),
    "not-held": Sentence("có nhóm không chờ duyệt", "names a group that does not wait"),
    "people-kinds-only": Sentence(
        "chỉ dùng cho người cùng nhà và người đã gặp",
        "only for households and people met",
    ),
}

WARNINGS: Mapping[str, Sentence] = {
    WarningCode.WINDOW_EMPTY: Sentence(
        "Cách ly lúc {isolated} là trước khi thời gian có thể lây bắt đầu ({starts}): không ai sẽ được tìm.",
        "Isolated at {isolated}, before the infectious period begins ({starts}): nobody will be found.",
    ),
    WarningCode.WINDOW_BEFORE_FACTS: Sentence(
        "Thời gian có thể lây bắt đầu từ {starts}, mà lượt đến chỉ được lưu {days} ngày: "
        "phần trước đó không tìm được ai.",
        "The infectious period begins at {starts}, and visits are kept for {days} days: "
        "nobody can be found in the part before.",
    ),
    WarningCode.VISITS_AFTER_ISOLATION: Sentence(
        "F0 có {count} lượt đến sau lúc cách ly ({isolated}), lần cuối lúc {last}.",
        "Visits of the F0 after isolation ({isolated}): {count}, the last at {last}.",
    ),
    WarningCode.ONSET_AFTER_ISOLATION: Sentence(
        "Khởi phát lúc {onset}, sau lúc cách ly ({isolated}).",
        "Onset at {onset}, after isolation ({isolated}).",
    ),
    WarningCode.ONSET_LONG_BEFORE_SPECIMEN: Sentence(
        "Khởi phát trước lúc lấy mẫu {days} ngày, quá {most} ngày.",
        "Onset was {days} days before the specimen, and {most} are usual at most.",
    ),
    WarningCode.ONSET_LONG_AFTER_SPECIMEN: Sentence(
        "Khởi phát sau lúc lấy mẫu {days} ngày, quá {most} ngày.",
        "Onset was {days} days after the specimen, and {most} are usual at most.",
    ),
    WarningCode.ISOLATED_LONG_BEFORE_SPECIMEN: Sentence(
        "Cách ly trước lúc lấy mẫu {days} ngày, quá {most} ngày.",
        "Isolation was {days} days before the specimen, and {most} are usual at most.",
    ),
    WarningCode.ISOLATED_LONG_AFTER_RESULT: Sentence(
        "Cách ly sau lúc có kết quả {days} ngày, quá {most} ngày.",
        "Isolation was {days} days after the result, and {most} are usual at most.",
    ),
    WarningCode.RESULT_LONG_AFTER_SPECIMEN: Sentence(
        "Có kết quả sau lúc lấy mẫu {days} ngày, quá {most} ngày.",
        "The result came {days} days after the specimen, and {most} are usual at most.",
    ),
    WarningCode.FINDING_OUTSIDE_WINDOW: Sentence(
        "Khai báo {number}: từ {from} đến {to} nằm ngoài thời gian có thể lây (từ {starts} đến {ends}), "
        "nên không làm thay đổi kết quả.",
        "Finding {number}: {from} to {to} lies outside the infectious period ({starts} to {ends}), "
        "so that it changes nothing.",
    ),
    WarningCode.FINDING_NAMES_ONESELF: Sentence(
        "Khai báo {number} nêu chính người đó trong những người ở cùng hoặc đã gặp.",
        "Finding {number} names a person as somebody whom that same person lives with or met.",
    ),
}

_CHANGED = Sentence("đã sửa hồ sơ ca bệnh của bạn", "changed your case record")
_FOLLOWED_UP = Sentence("đã ghi lại việc liên hệ với bạn", "recorded how you were reached and followed up")

ACTS: Mapping[Act, Sentence] = {
    acts.CASE_CONFIRMED: Sentence("đã ghi nhận bạn là ca mắc", "recorded you as a confirmed case"),
    acts.CASE_AMENDED: _CHANGED,
    acts.CASE_RETRACTED: _CHANGED,
    acts.GROUPS_RELEASED: _CHANGED,
    acts.GROUPS_DECLINED: _CHANGED,
    acts.TRACED_AGAIN: _CHANGED,
    acts.CASE_READ: Sentence("đã xem hồ sơ ca bệnh của bạn", "read your case record"),
    acts.NAMED_READ: Sentence(
        "đã xem tên viết tắt và năm sinh của bạn trong hồ sơ ca có nêu bạn",
        "read your initials and year of birth in the file of a case that names you",
    ),
    acts.TRACE_READ: Sentence("đã xem kết quả truy vết từ ca bệnh của bạn", "read what tracing found from your case"),
    acts.CONTACT_OPENED: Sentence("đã mở họ tên và số điện thoại của bạn", "opened your name and phone number"),
    acts.CONTACT_FOLLOWED_UP: _FOLLOWED_UP,
    acts.CONTACT_ASSIGNED: _FOLLOWED_UP,
    acts.CASES_SEARCHED: Sentence(
        "đã tìm thấy bạn khi tìm theo tên, số điện thoại hoặc mã ca trong danh sách ca bệnh",
        "found you in a search by name, number or case code among cases",
    ),
    acts.CONTACTS_SEARCHED: Sentence(
        "đã tìm thấy bạn khi tìm theo tên hoặc số điện thoại trong danh sách người tiếp xúc",
        "found you in a search by name or number among contacts",
    ),
    acts.NUMBER_FOR_ANOTHER: Sentence(
        "đã xem số điện thoại của bạn để liên hệ người cùng nhà", "saw your number, to reach somebody of your home"
    ),
    acts.CONTACTS_EXPORTED: Sentence(
        "đã xuất danh sách có họ tên và số điện thoại của bạn",
        "exported a list that holds your name and phone number",
    ),
}
