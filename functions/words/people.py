"""About people and callers: who may not, who is not known, and what was done with somebody's data."""

from collections.abc import Mapping

from domain.people.acts import (
    CORRECTED,
    IDENTITY_MET,
    LOG_SEARCHED,
    LOOKED_UP,
    NAMED,
    RECORDS_JOINED,
    RECORDS_PARTED,
    REGISTERED,
)
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
    "unit-ended": Problem(
        403,
        "Đơn vị này thuộc danh mục hành chính cũ, không còn dữ liệu nào ghi theo đơn vị này. Hãy nhờ quản trị hệ thống "
        "gán tài khoản cho phường, xã hoặc tỉnh hiện nay.",
        "This unit is of an earlier administrative scheme, and nothing on record is of it any more. Ask the operator to "
        "assign you to a commune or province of today.",
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
    "papers-checked": Problem(
        409,
        "Giấy tờ của bạn đã được đối chiếu nên họ tên và năm sinh không tự sửa được. Hãy nhờ cán bộ sửa.",
        "Your papers were checked: ask an officer to correct your name or year of birth.",
    ),
    "identity-known-otherwise": Problem(
        409,
        "Số giấy tờ này đã ghi trong một hồ sơ khác, với họ tên, năm sinh hoặc nơi ở khác. Hãy kiểm tra lại số; nếu đúng, "
        "hãy tra cứu theo số này hoặc báo cấp trên.",
        "This number is on file in another record, under another name, year of birth or place. Check the number; if it is "
        "right, look it up or tell your superior.",
    ),
    "otp-wrong": Problem(422, "Mã xác nhận không đúng.", "The code is not right."),
    "otp-expired": Problem(410, "Mã xác nhận đã hết hạn. Hãy lấy mã mới.", "The code has expired. Ask for a new one."),
    "otp-too-many": Problem(
        429,
        "Đã lấy mã hoặc thử mã quá nhiều lần. Hãy thử lại sau.",
        "Too many codes were asked for, or too many tried. Try again later.",
    ),
    "phone-registrations-used": Problem(
        429,
        "Hôm nay đã có quá nhiều người đăng ký bằng số điện thoại này mà chưa xác nhận số. Hãy xác nhận số ở một máy đã "
        "đăng ký, nhờ cán bộ đăng ký giúp, hoặc đăng ký lại vào ngày mai.",
        "Too many people have registered with this number today and not proved it. Prove it on a phone that registered, "
        "ask an officer to register you, or register tomorrow.",
    ),
    "token-revoked": Problem(
        401, "Thiết bị này đã bị đăng xuất. Hãy lấy lại hồ sơ bằng số điện thoại.", "This device was signed out."
    ),
    "device-unknown": Problem(404, "Không có thiết bị này trong danh sách của bạn.", "No such device is yours."),
    "merge-unknown": Problem(404, "Không có đề nghị gộp hồ sơ này.", "No records were joined under this id."),
    "merge-not-waiting": Problem(
        409, "Đề nghị gộp này không còn chờ duyệt.", "This merge does not wait for anybody's approval."
    ),
    "merge-too-old": Problem(
        409, "Đã quá 30 ngày, không hoàn tác được nữa.", "More than thirty days have passed: it can't be taken back."
    ),
    "merged-otherwise": Problem(
        409,
        "Hồ sơ này đã gộp hoặc đang chờ gộp với hồ sơ khác. Hãy xem danh sách gộp hồ sơ.",
        "This record is joined, or waits to be joined, with another one. See the list of merges.",
    ),
    "same-person-approval": Problem(
        409,
        "Người đề nghị không tự duyệt được. Cần một người thứ hai.",
        "Whoever asked can't approve: a second person must.",
    ),
}

RULES: Mapping[str, Sentence] = {
    "name-characters": Sentence("họ tên chỉ gồm chữ cái và dấu cách", "a name has letters and spaces only"),
    "phone": Sentence("phải là số di động Việt Nam, ví dụ 0912345678", "must be a Vietnamese mobile number"),
    "identity-number": Sentence(
        "phải là số CCCD, CMND, hộ chiếu hoặc thẻ BHYT",
        "must be a CCCD, CMND, passport or health-insurance number",
    ),
    "zeros-lost": Sentence(
        "có thể thiếu số 0 ở đầu: CCCD có 12 số, CMND có 9 số; nếu là số thẻ BHYT, hãy ghi “BHYT” trước số",
        'may have lost its leading zeros: a CCCD has 12 digits, a CMND 9; before a health-insurance number write "BHYT"',
    ),
    "birth-year": Sentence("năm sinh không hợp lý", "not a plausible year of birth"),
    "personal-code": Sentence("mã cá nhân gõ sai", "the personal code is mistyped"),
    "person-id": Sentence("không phải mã người", "not a person id"),
    "exactly-one": Sentence("phải có đúng một cách nhận ra người đó", "must hold exactly one way to find the person"),
    "same-record": Sentence("phải là hồ sơ khác với hồ sơ giữ lại", "must be another record than the one that is kept"),
    "device-or-everywhere": Sentence(
        "hãy chọn một thiết bị, hoặc tất cả", "name one device, or say everywhere, not both"
    ),
    "log-period": Sentence(
        "ngày đầu không sau ngày cuối, tối đa 31 ngày, không sau hôm nay",
        "the first day must not be after the last one, 31 days at most, none of them to come",
    ),
    "sealed-period": Sentence(
        "ngày đầu không sau ngày cuối, tối đa 31 ngày, tới hết hôm qua",
        "the first day must not be after the last one, 31 days at most, and ends with yesterday",
    ),
    "staff-only": Sentence("chỉ cán bộ mới được gửi trường này", "only staff may send this field"),
}

ACTS: Mapping[Act, Sentence] = {
    REGISTERED: Sentence("đã đăng ký giúp bạn", "registered you"),
    NAMED: Sentence(
        "đã tìm bạn theo số điện thoại, giấy tờ hoặc mã của bạn", "found you by your phone number, papers or code"
    ),
    LOOKED_UP: Sentence("đã tra cứu thông tin của bạn", "looked you up"),
    RECORDS_JOINED: Sentence("đã gộp hoặc đề nghị gộp hai hồ sơ của bạn", "joined two records of yours, or asked to"),
    RECORDS_PARTED: Sentence("đã tách lại hai hồ sơ", "parted two records again"),
    CORRECTED: Sentence("đã sửa hồ sơ của bạn", "corrected your record"),
    LOG_SEARCHED: Sentence("đã xem ai đã dùng dữ liệu của bạn", "looked who had used your data"),
    IDENTITY_MET: Sentence(
        "đã ghi số giấy tờ của bạn cho một hồ sơ khác", "gave the number of your papers for another record"
    ),
}
