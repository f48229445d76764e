"""About people and callers: who may not, who is not known, and what was done with somebody's data."""

from collections.abc import Mapping

from domain.people.acts import LOOKED_UP, NAMED, REGISTERED
from domain.people.audit import Act
from functions.words.sentence import Problem, Sentence

PROBLEMS: Mapping[str, Problem] = {
    "not-signed-in": Problem(401, "Bạn cần đăng nhập hoặc đăng ký trước.", "Sign in or register first."),
    "token-invalid": Problem(401, "Mã đăng nhập không hợp lệ.", "The sign-in token is not valid."),
    "token-expired": Problem(401, "Phiên đăng nhập đã hết hạn, mời đăng nhập lại.", "The sign-in has expired."),
    "not-allowed": Problem(403, "Vai trò của bạn không được làm việc này.", "Your role may not do this."),
    "outside-jurisdiction": Problem(
        403, "Đơn vị hành chính này không thuộc phạm vi của bạn.", "This administrative unit is outside yours."
    ),
    "person-unknown": Problem(
        404, "Chưa có người này trong hệ thống. Hãy đăng ký trước.", "This person is not registered yet."
    ),
    "person-ambiguous": Problem(
        409,
        "Nhiều người dùng chung thông tin này. Hãy tra cứu rồi chọn đúng người.",
        "Several people share this. Look them up and choose one.",
    ),
    "phone-changed-owner": Problem(
        409,
        "Số điện thoại này đã đổi chủ: nhiều người lần lượt xác nhận. Hãy tra cứu và chọn đúng người.",
        "This number changed hands: several people proved it in turn. Look them up and choose one.",
    ),
    "otp-wrong": Problem(422, "Mã xác nhận không đúng.", "The code is not right."),
    "otp-expired": Problem(410, "Mã xác nhận đã hết hạn. Hãy lấy mã mới.", "The code has expired. Ask for a new one."),
    "otp-too-many": Problem(429, "Đã thử quá nhiều lần. Hãy thử lại sau.", "Too many tries. Try again later."),
}

RULES: Mapping[str, Sentence] = {
    "name-characters": Sentence("họ tên chỉ gồm chữ cái và dấu cách", "a name has letters and spaces only"),
    "phone": Sentence("phải là số di động Việt Nam, ví dụ 0912345678", "must be a Vietnamese mobile number"),
    "identity-number": Sentence(
        "phải là số CCCD, CMND, hộ chiếu hoặc thẻ BHYT",
        "must be a CCCD, CMND, passport or health-insurance number",
    ),
    "birth-year": Sentence("năm sinh không hợp lý", "is not a plausible year of birth"),
    "personal-code": Sentence("mã cá nhân gõ sai", "the personal code is mistyped"),
    "person-id": Sentence("không phải mã người", "is not a person id"),
    "exactly-one": Sentence("phải có đúng một cách nhận ra người đó", "must hold exactly one way to find the person"),
    "staff-only": Sentence("chỉ cán bộ mới được gửi trường này", "may be sent by staff only"),
}

ACTS: Mapping[Act, Sentence] = {
    REGISTERED: Sentence("đã đăng ký giúp bạn", "registered you"),
    NAMED: Sentence(
        "đã tìm bạn theo số điện thoại, giấy tờ hoặc mã của bạn", "found you by your phone number, papers or code"
    ),
    LOOKED_UP: Sentence("đã tra cứu thông tin của bạn", "looked you up"),
}
