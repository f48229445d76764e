"""About venues and visits."""

from collections.abc import Mapping

from domain.people.audit import Act
from domain.presence.acts import DISPUTE_SETTLED, DISPUTES_READ, VISIT_RECORDED, VISIT_WITHDRAWN
from functions.words.sentence import Problem, Sentence

PROBLEMS: Mapping[str, Problem] = {
    "venue-unknown": Problem(404, "Không tìm thấy địa điểm này.", "There is no such venue."),
    "venue-deactivated": Problem(
        409,
        "Địa điểm này đã ngừng hoạt động. Hãy hỏi người phụ trách địa điểm.",
        "This venue is deactivated. Ask the person in charge.",
    ),
    "venue-code-forged": Problem(
        422,
        "Mã QR này không thuộc hệ thống. Hãy báo cho người phụ trách địa điểm.",
        "This QR code was not issued by the system. Tell the person in charge.",
    ),
    "venue-code-retired": Problem(
        410,
        "Mã QR này đã được thay bằng mã mới. Hãy quét tờ mã mới tại địa điểm, hoặc hỏi người phụ trách.",
        "This code has been replaced. Scan the new poster, or ask the person in charge.",
    ),
    "venue-exists": Problem(
        409, "Địa điểm cùng tên và địa chỉ đã có trong đơn vị này.", "A venue of this name and address is registered."
    ),
    "venue-changed": Problem(
        409,
        "Vừa có người khác sửa địa điểm này. Hãy tải lại.",
        "Somebody else has just changed this venue. Load it again.",
    ),
    "visit-unknown": Problem(404, "Không tìm thấy lượt đến này.", "There is no such visit."),
    "visit-too-old": Problem(
        422, "Lượt quét đã quá 7 ngày nên không nhận nữa.", "The scan is older than 7 days and is not accepted."
    ),
    "visit-in-future": Problem(422, "Thời điểm quét ở tương lai.", "The moment of the scan lies in the future."),
    "left-before-arriving": Problem(
        422, "Thời điểm rời đi trước thời điểm đến.", "The moment of leaving is before the arrival."
    ),
    "void-too-late": Problem(409, "Chỉ hủy được trong 10 phút đầu.", "A visit can be cancelled for 10 minutes only."),
    "recorded-too-late": Problem(
        422,
        "Chủ địa điểm chỉ ghi được lượt đến trong 15 phút vừa qua. Lượt trước đó do cán bộ xã, phường ghi.",
        "The owner of a venue records visits of the last 15 minutes only. Staff of the commune record earlier ones.",
    ),
    "withdraw-too-late": Problem(
        409,
        "Chỉ rút lại được trong 10 phút sau khi ghi.",
        "A recorded visit can be withdrawn for 10 minutes after it was recorded.",
    ),
    "own-scan": Problem(
        409,
        "Lượt này do chính máy của bạn ghi. Quét nhầm thì hủy trong 10 phút đầu.",
        "Your own device recorded this visit. A visit scanned by mistake can be cancelled for 10 minutes.",
    ),
    "dispute-settled": Problem(
        409,
        "Cán bộ truy vết đã xem xét và kết luận về lượt đến này.",
        "A contact tracer has looked into this visit and decided.",
    ),
    "visit-not-disputed": Problem(
        409, "Lượt đến này không có gì phải xem xét.", "Nothing about this visit is in doubt."
    ),
}

RULES: Mapping[str, Sentence] = {
    "category": Sentence("không thuộc danh mục loại địa điểm", "not a known kind of venue"),
    "stay": Sentence(
        "phải từ 1 phút đến thời gian tối đa của loại địa điểm", "must be between 1 minute and the kind's cap"
    ),
    "not-printed": Sentence(
        "có chữ mà áp phích không in được (như chữ Hàn, Trung, Thái, Khơ-me): hãy viết bằng chữ La-tinh",
        "contains letters that the poster cannot print (such as Korean, Chinese, Thai, Khmer): write it in Latin letters",
    ),
    "venue-phone": Sentence(
        "phải là số di động, số cố định (02…) hoặc số 1800, 1900",
        "must be a Vietnamese mobile, landline (02...) or 1800/1900 number",
    ),
    "venue-code": Sentence(
        "mã địa điểm gõ sai, hãy kiểm tra từng ký tự",
        "the venue code is mistyped; check each character",
    ),
    "visit-id": Sentence("không phải mã lượt đến", "not a visit id"),
    "venue-id": Sentence("không phải mã địa điểm", "not a venue id"),
}

ACTS: Mapping[Act, Sentence] = {
    VISIT_RECORDED: Sentence("đã ghi một lượt đến của bạn", "recorded a visit of yours"),
    VISIT_WITHDRAWN: Sentence("đã rút lại một lượt đến ghi cho bạn", "withdrew a visit recorded for you"),
    DISPUTES_READ: Sentence(
        "đã xem những lượt đến của bạn còn phải xem xét", "looked at visits of yours that are in doubt"
    ),
    DISPUTE_SETTLED: Sentence(
        "đã kết luận về một lượt đến của bạn", "decided about a visit of yours that was in doubt"
    ),
}
