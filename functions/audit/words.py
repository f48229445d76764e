"""The access log in the words of the person whose data it is about: what was done and in which role, never by whom."""

from collections.abc import Mapping

from domain.people.audit import Act
from domain.people.roles import Role
from functions.kit.shapes import Words

_ACTS: Mapping[Act, Words] = {
    Act.REGISTERED: Words(vi="đã đăng ký giúp bạn", en="registered you"),
    Act.LOOKED_UP: Words(vi="đã tra cứu thông tin của bạn", en="looked you up"),
    Act.VISIT_RECORDED: Words(vi="đã ghi một lượt đến của bạn", en="recorded a visit of yours"),
    Act.CASE_CONFIRMED: Words(vi="đã ghi nhận bạn là ca mắc", en="recorded you as a confirmed case"),
    Act.CASE_CHANGED: Words(vi="đã sửa hồ sơ ca bệnh của bạn", en="changed your case record"),
    Act.CASE_READ: Words(vi="đã xem hồ sơ ca bệnh của bạn", en="read your case record"),
    Act.TRACE_READ: Words(vi="đã xem kết quả truy vết từ ca bệnh của bạn", en="read what tracing found from your case"),
    Act.CONTACT_OPENED: Words(vi="đã mở họ tên và số điện thoại của bạn", en="opened your name and phone number"),
    Act.CONTACT_FOLLOWED_UP: Words(
        vi="đã ghi lại việc liên hệ với bạn", en="noted how you were reached and followed up"
    ),
    Act.CONTACTS_EXPORTED: Words(
        vi="đã xuất danh sách có họ tên và số điện thoại của bạn",
        en="exported a list that holds your name and phone number",
    ),
}

_ROLES: Mapping[str, Words] = {
    Role.TRACER: Words(vi="cán bộ truy vết", en="a contact tracer"),
    Role.EPIDEMIOLOGIST: Words(vi="cán bộ dịch tễ", en="an epidemiologist"),
    Role.CHECKPOINT_OFFICER: Words(vi="cán bộ chốt kiểm soát", en="a checkpoint officer"),
    Role.LAB_STAFF: Words(vi="phòng xét nghiệm", en="a laboratory"),
    Role.QUARANTINE_STAFF: Words(vi="khu cách ly", en="a quarantine facility"),
    Role.HEALTH_STATION: Words(vi="trạm y tế", en="a health station"),
    Role.COMMUNE_OFFICER: Words(vi="cán bộ xã, phường", en="a commune officer"),
    Role.DISTRICT_OFFICER: Words(vi="cán bộ huyện", en="a district officer"),
    Role.PROVINCE_OFFICER: Words(vi="cán bộ tỉnh, thành phố", en="a province officer"),
    Role.VOLUNTEER: Words(vi="tình nguyện viên", en="a volunteer"),
    Role.AUDITOR: Words(vi="kiểm toán", en="an auditor"),
    Role.OPERATOR: Words(vi="người vận hành hệ thống", en="an operator of the platform"),
    "venue_owner": Words(vi="chủ địa điểm", en="the owner of a venue"),
}
_SOMEBODY = Words(vi="một cán bộ", en="a member of staff")


def sentence(act: Act, role: str) -> Words:
    """`role` is one role or several, joined by commas as they were recorded."""
    held = [words for name in role.split(",") if (words := _ROLES.get(name))] or [_SOMEBODY]
    vi, en = " kiêm ".join(words.vi for words in held), " and ".join(words.en for words in held)
    return Words(vi=_capital(f"{vi} {_ACTS[act].vi}."), en=_capital(f"{en} {_ACTS[act].en}."))


_STANDING = frozenset(
    {
        "assisted registration",
        "desk look-up",
        "visit recorded at the venue",
        "case confirmed",
        "case read",
        "trace read",
        "case amended",
        "case retracted",
        "held groups released",
        "traced again",
        "follow-up of a contact",
        "list of contacts",
    }
)
"""Reasons that the platform writes itself where nobody typed one: they say no more than the act."""


def typed_reason(reason: str) -> str:
    """What a member of staff typed, empty where it is the platform's own phrase."""
    return "" if reason in _STANDING or reason.startswith("follow-up: ") else reason


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
