"""What every door may say: requests that cannot be read, the store's patience, and rules of any text, moment or unit."""

from collections.abc import Mapping

from functions.words.sentence import Problem, Sentence

PROBLEMS: Mapping[str, Problem] = {
    "invalid": Problem(422, "Nội dung gửi lên chưa đúng.", "The request has fields that break a rule."),
    "malformed": Problem(400, "Nội dung gửi lên không đọc được.", "The body cannot be read."),
    "too-large": Problem(413, "Nội dung gửi lên quá lớn.", "The body is too large."),
    "wrong-content-type": Problem(415, "Kiểu nội dung không được hỗ trợ.", "This content type is not supported."),
    "not-found": Problem(404, "Không có địa chỉ này.", "There is nothing at this address."),
    "wrong-door": Problem(
        403,
        "Yêu cầu không đi qua địa chỉ chính thức. Hãy mở lại trang và gửi lại.",
        "This did not come through the public address. Use that one.",
    ),
    "busy": Problem(503, "Hệ thống đang bận, hãy gửi lại sau ít giây.", "Busy; send the same request again shortly."),
    "too-many": Problem(
        429, "Đã gửi quá nhiều lần. Hãy gửi lại sau.", "Too many requests of this kind. Send the same again later."
    ),
    "fault": Problem(500, "Hệ thống gặp lỗi. Hãy gửi lại sau.", "Something failed here. Send it again later."),
}

RULES: Mapping[str, Sentence] = {
    "required": Sentence("chưa có, mà bắt buộc phải có", "required"),
    "unknown-field": Sentence("không phải là trường được nhận", "not a known field"),
    "type": Sentence("sai kiểu dữ liệu", "wrong type"),
    "date-time": Sentence(
        "phải là thời điểm RFC 3339 có múi giờ, ví dụ 2021-10-02T08:15:12+07:00",
        "must be an RFC 3339 date-time with offset",
    ),
    "date": Sentence("phải là ngày dạng 2021-10-02", "must be a date such as 2021-10-02"),
    "uuid": Sentence("phải là UUID", "must be a UUID"),
    "too-long": Sentence("quá dài", "too long"),
    "too-short": Sentence("quá ngắn", "too short"),
    "range": Sentence("nằm ngoài khoảng cho phép", "out of range"),
    "pattern": Sentence("không đúng dạng", "not in the expected form"),
    "choice": Sentence("không thuộc danh sách cho phép", "not one of the allowed values"),
    "control-characters": Sentence("có ký tự không hiển thị được", "contains characters that cannot be shown"),
    "symbols": Sentence("không dùng emoji (hình nhỏ, biểu tượng cảm xúc)", "must not contain emoji (small pictures)"),
    "damaged": Sentence(
        "có chữ đã hỏng trên đường đi (ký tự �): hãy lưu tệp dạng UTF-8 rồi gửi lại, hoặc gõ lại",
        "contains letters that were damaged on their way (the replacement character): save the file as UTF-8 and send it "
        "again, or type it anew",
    ),
    "no-letters": Sentence("phải có chữ hoặc số", "must contain letters or digits"),
    "unit": Sentence("không có đơn vị hành chính này", "no administrative unit in force"),
    "unit-commune": Sentence("phải là xã, phường hoặc đặc khu", "must be a commune, ward or special zone"),
    "utf-8": Sentence("phải là văn bản UTF-8", "must be UTF-8 text"),
    "future": Sentence("không được ở tương lai", "must not lie in the future"),
    "cursor": Sentence("không phải vị trí tiếp theo hợp lệ", "not a valid cursor"),
    "json": Sentence("không phải JSON hợp lệ", "not valid JSON"),
}
