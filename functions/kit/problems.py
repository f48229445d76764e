"""Every refusal in words: its HTTP status, Vietnamese and English. The code is the contract, the words may improve."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from domain.base.errors import DomainError, Fault


class Problem(NamedTuple):
    """Status and the two sentences of one code."""

    status: int
    vi: str
    en: str


PROBLEMS: Mapping[str, Problem] = {
    "invalid": Problem(422, "Nội dung gửi lên chưa đúng.", "The request has fields that break a rule."),
    "malformed": Problem(400, "Nội dung gửi lên không đọc được.", "The body cannot be read."),
    "too-large": Problem(413, "Nội dung gửi lên quá lớn.", "The body is too large."),
    "wrong-content-type": Problem(415, "Kiểu nội dung không được hỗ trợ.", "This content type is not supported."),
    "not-found": Problem(404, "Không có địa chỉ này.", "There is nothing at this address."),
    "not-signed-in": Problem(401, "Bạn cần đăng nhập hoặc đăng ký trước.", "Sign in or register first."),
    "token-invalid": Problem(401, "Mã đăng nhập không hợp lệ.", "The sign-in token is not valid."),
    "token-expired": Problem(401, "Phiên đăng nhập đã hết hạn, mời đăng nhập lại.", "The sign-in has expired."),
    "not-allowed": Problem(403, "Vai trò của bạn không được làm việc này.", "Your role may not do this."),
    "outside-jurisdiction": Problem(
        403, "Đơn vị hành chính này không thuộc phạm vi của bạn.", "This administrative unit is outside yours."
    ),
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
    "visit-unknown": Problem(404, "Không tìm thấy lượt đến này.", "There is no such visit."),
    "visit-too-old": Problem(
        422, "Lượt quét đã quá 7 ngày nên không nhận nữa.", "The scan is older than 7 days and is not accepted."
    ),
    "visit-in-future": Problem(422, "Thời điểm quét ở tương lai.", "The moment of the scan lies in the future."),
    "left-before-arriving": Problem(
        422, "Thời điểm rời đi trước thời điểm đến.", "The moment of leaving is before the arrival."
    ),
    "void-too-late": Problem(409, "Chỉ hủy được trong 10 phút đầu.", "A visit can be undone for 10 minutes only."),
    "person-unknown": Problem(
        404, "Chưa có người này trong hệ thống. Hãy đăng ký trước.", "This person is not registered yet."
    ),
    "person-ambiguous": Problem(
        409,
        "Nhiều người dùng chung thông tin này. Hãy tra cứu rồi chọn đúng người.",
        "Several people share this. Look them up and choose one.",
    ),
    "case-unknown": Problem(404, "Không tìm thấy ca bệnh này.", "There is no such case."),
    "case-exists": Problem(
        409,
        "Người này đã có ca bệnh đang mở với thông tin khác. Hãy mở ca đó và sửa.",
        "This person has an open case with other facts. Open it and amend it.",
    ),
    "case-retracted": Problem(409, "Ca bệnh này đã được rút lại.", "This case has been retracted."),
    "phone-changed-owner": Problem(
        409,
        "Số điện thoại này đã đổi chủ: nhiều người lần lượt xác nhận. Hãy tra cứu và chọn đúng người.",
        "This number changed hands: several people proved it in turn. Look them up and choose one.",
    ),
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
    "otp-wrong": Problem(422, "Mã xác nhận không đúng.", "The code is not right."),
    "otp-expired": Problem(410, "Mã xác nhận đã hết hạn. Hãy lấy mã mới.", "The code has expired. Ask for a new one."),
    "otp-too-many": Problem(429, "Đã thử quá nhiều lần. Hãy thử lại sau.", "Too many tries. Try again later."),
    "busy": Problem(503, "Hệ thống đang bận, hãy gửi lại sau ít giây.", "Busy; send the same request again shortly."),
    "fault": Problem(500, "Hệ thống gặp lỗi. Hãy gửi lại sau.", "Something failed here. Send it again later."),
}

RULES: Mapping[str, tuple[str, str]] = {
    "required": ("bắt buộc phải có", "is required"),
    "unknown-field": ("không phải là trường được nhận", "is not a known field"),
    "type": ("sai kiểu dữ liệu", "has the wrong type"),
    "date-time": (
        "phải là thời điểm RFC 3339 có múi giờ, ví dụ 2021-10-02T08:15:12+07:00",
        "must be an RFC 3339 date-time with offset",
    ),
    "date": ("phải là ngày dạng 2021-10-02", "must be a date such as 2021-10-02"),
    "uuid": ("phải là UUID", "must be a UUID"),
    "too-long": ("quá dài", "is too long"),
    "too-short": ("quá ngắn", "is too short"),
    "range": ("nằm ngoài khoảng cho phép", "is out of range"),
    "pattern": ("không đúng dạng", "does not have the expected form"),
    "choice": ("không thuộc danh sách cho phép", "is not one of the allowed values"),
    "control-characters": ("có ký tự không hiển thị được", "has characters that cannot be shown"),
    "symbols": ("không dùng biểu tượng cảm xúc", "must not contain emoji or symbols"),
    "no-letters": ("phải có chữ hoặc số", "must contain letters or digits"),
    "name-characters": ("họ tên chỉ gồm chữ cái và dấu cách", "a name has letters and spaces only"),
    "phone": ("phải là số di động Việt Nam, ví dụ 0912345678", "must be a Vietnamese mobile number"),
    "identity-number": (
        "phải là số CCCD, CMND, hộ chiếu hoặc thẻ BHYT",
        "must be a CCCD, CMND, passport or health-insurance number",
    ),
    "birth-year": ("năm sinh không hợp lý", "is not a plausible year of birth"),
    "unit": ("không có đơn vị hành chính này", "is no administrative unit in force"),
    "unit-commune": ("phải là xã, phường hoặc đặc khu", "must be a commune, ward or special zone"),
    "category": ("không thuộc danh mục loại địa điểm", "is not a known kind of venue"),
    "stay": ("phải từ 1 phút đến thời gian tối đa của loại địa điểm", "must be between 1 minute and the kind's cap"),
    "venue-code": (
        "mã địa điểm gõ sai, hãy kiểm tra từng ký tự",
        "the venue code is mistyped; check each symbol",
    ),
    "personal-code": ("mã cá nhân gõ sai", "the personal code is mistyped"),
    "visit-id": ("không phải mã lượt đến", "is not a visit id"),
    "person-id": ("không phải mã người", "is not a person id"),
    "venue-id": ("không phải mã địa điểm", "is not a venue id"),
    "case-id": ("không phải mã ca bệnh", "is not a case code"),
    "after-confirmation": ("không được sau thời điểm xác nhận", "must not be after the confirmation"),
    "outside-retention": (
        "quá 30 ngày, dữ liệu không còn được lưu",
        "is older than the 30 days for which facts are kept",
    ),
    "period-order": ("phải sau thời điểm bắt đầu", "must be after the beginning"),
    "people-kinds-only": (
        "chỉ dùng cho người cùng nhà và người đã gặp",
        "is for households and people met only",
    ),
    "exactly-one": ("phải có đúng một cách nhận ra người đó", "must hold exactly one way to find the person"),
    "staff-only": ("chỉ cán bộ mới được gửi trường này", "may be sent by staff only"),
    "outside-jurisdiction": ("không thuộc đơn vị của bạn", "is outside your administrative unit"),
    "duplicate-row": ("trùng với một dòng khác trong tệp", "repeats another row of the file"),
    "venue-exists": ("địa điểm này đã do người khác đăng ký", "is already registered by someone else"),
    "csv-header": (
        "dòng đầu phải là: name,category,address,contact_phone,capacity,unit_code",
        "the first line must be: name,category,address,contact_phone,capacity,unit_code",
    ),
    "csv-empty": ("tệp không có dòng nào", "the file has no rows"),
    "csv-rows": ("tệp có quá nhiều dòng (tối đa 500)", "the file has too many rows (500 at most)"),
    "csv-columns": ("số cột không khớp với dòng đầu", "has another number of columns than the first line"),
    "utf-8": ("phải là văn bản UTF-8", "must be UTF-8 text"),
    "future": ("không được ở tương lai", "must not lie in the future"),
    "period": ("ngày đầu phải trước ngày cuối, tối đa 92 ngày", "needs from ≤ to, 92 days at most"),
    "cursor": ("không phải vị trí tiếp theo hợp lệ", "is not a valid cursor"),
    "push-endpoint": (
        "phải là địa chỉ của dịch vụ thông báo đẩy mà trình duyệt cung cấp",
        "must be an address of a browser's push service",
    ),
    "push-key": ("không phải khóa của trình duyệt", "is not a key of a browser's subscription"),
    "json": ("không phải JSON hợp lệ", "is not valid JSON"),
}


def document(error: DomainError, request_id: str) -> tuple[int, dict[str, Any]]:
    """The status and the problem document (RFC 9457, with both languages) of a refusal."""
    problem = PROBLEMS[error.code]
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
        body["errors"] = [_fault(fault) for fault in faults]
    return problem.status, body


def _fault(fault: Fault) -> dict[str, Any]:
    vi, en = _words(fault)
    where_vi = f"Dòng {fault.line}: " if fault.line else ""
    where_en = f"Line {fault.line}: " if fault.line else ""
    shown: dict[str, Any] = {
        "field": fault.field,
        "rule": fault.rule,
        "text": {"vi": f"{where_vi}{vi}", "en": f"{where_en}{en}"},
    }
    if fault.line:
        shown["line"] = fault.line
    return shown


def _words(fault: Fault) -> tuple[str, str]:
    """A rule's words follow the field's name; a refusal that is its own rule says its sentence."""
    if fault.rule in PROBLEMS:
        return PROBLEMS[fault.rule].vi, PROBLEMS[fault.rule].en
    vi, en = RULES[fault.rule]
    return f"{fault.field} {vi}.", f"{fault.field} {en}."
