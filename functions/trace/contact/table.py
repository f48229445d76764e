"""Contacts as a table to take away: headings and words of the field, one row for each person."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from domain.people.papers import phone_dialled
from domain.presence.codes import VenueId
from domain.telling.reach import WordState
from domain.tracing.contact import Closeness
from domain.tracing.follow_up import FollowUpState
from functions.kit.sheets.made.table import Out, Table
from functions.trace.contact.service.view import Contact
from functions.trace.shown import Places, code_text
from functions.words.sentence import Sentence

CLOSENESS: Mapping[Closeness, Sentence] = {
    Closeness.HOUSEHOLD: Sentence("Cùng nhà", "Household"),
    Closeness.BLUETOOTH: Sentence("Điện thoại ở gần nhau", "Phones close together"),
    Closeness.INTERVIEW_CLOSE: Sentence("Gặp gần", "Met closely"),
    Closeness.INTERVIEW_CASUAL: Sentence("Gặp thoáng qua", "Met in passing"),
    Closeness.GATEWAY: Sentence("Gần cùng trạm thu", "Near one gateway"),
    Closeness.VENUE: Sentence("Cùng địa điểm", "Same place"),
}
STATES: Mapping[FollowUpState, Sentence] = {
    FollowUpState.TO_CALL: Sentence("Cần gọi", "To call"),
    FollowUpState.REACHED: Sentence("Đã gọi được", "Reached"),
    FollowUpState.QUARANTINED: Sentence("Đã cách ly", "Quarantined"),
    FollowUpState.CLOSED: Sentence("Kết thúc theo dõi", "Follow-up ended"),
}
WORD: Mapping[WordState, Sentence] = {
    WordState.NOT_TOLD: Sentence("Chưa báo", "Not told"),
    WordState.ISSUED: Sentence("Đã lập thông báo", "Notice written"),
    WordState.SENT: Sentence("Đã gửi, chưa đọc", "Sent, not read"),
    WordState.OPENED: Sentence("Đã mở đọc", "Read"),
    WordState.UNREACHABLE: Sentence("Chưa có cách báo", "No way to tell"),
}
YES = Sentence("Có", "Yes")
NAME = Sentence("Người tiếp xúc", "Contacts")


class _Row(NamedTuple):
    """What a cell is made from; `at`: 0 for Vietnamese, 1 for English."""

    contact: Contact
    places: Places
    now: datetime
    at: int


def contacts_table(found: Sequence[Contact], places: Places, now: datetime, *, english: bool) -> Table:
    """Moments are the local clock's, minutes whole, numbers as they are dialled."""
    at = 1 if english else 0
    rows = [[cell(_Row(contact, places, now, at)) for _, cell in _COLUMNS] for contact in found]
    return Table(NAME[at], [heading[at] for heading, _ in _COLUMNS], rows)


def _places(row: _Row) -> str:
    """Where it happened, each place once."""
    met = dict.fromkeys(piece.venue for piece in row.contact.edge.pieces if piece.venue)
    return "; ".join(place.name for venue in met if (place := row.places.get(VenueId(venue))))


def _if(holds: bool, at: int) -> str:  # noqa: FBT001  one cell of a table
    return YES[at] if holds else ""


_COLUMNS: Sequence[tuple[Sentence, Callable[[_Row], Out]]] = (
    (Sentence("Mã ca", "Case"), lambda row: row.contact.case.code.shown),
    (Sentence("Diện tiếp xúc", "Contact level"), lambda row: row.contact.edge.grade.value),
    (Sentence("Họ và tên", "Full name"), lambda row: row.contact.person.full_name),
    (Sentence("Năm sinh", "Year of birth"), lambda row: row.contact.person.year_of_birth),
    (Sentence("Điện thoại", "Telephone"), lambda row: phone_dialled(row.contact.person.phone or "")),
    (Sentence("Xã, phường nơi ở", "Lives in"), lambda row: row.contact.person.unit_name),
    (Sentence("Tiếp xúc thế nào", "Kind of contact"), lambda row: CLOSENESS[row.contact.edge.closeness][row.at]),
    (Sentence("Ở đâu", "Where"), _places),
    (Sentence("Tiếp xúc từ", "From"), lambda row: row.contact.edge.first),
    (Sentence("Đến", "To"), lambda row: row.contact.edge.last),
    (Sentence("Số phút", "Minutes"), lambda row: round(row.contact.edge.minutes)),
    (Sentence("Tình trạng", "Status"), lambda row: STATES[row.contact.follow_up.state][row.at]),
    (Sentence("Số lần gọi", "Calls"), lambda row: row.contact.follow_up.attempts),
    (Sentence("Hạn gọi", "Call by"), lambda row: row.contact.due_at),
    (Sentence("Quá hạn", "Overdue"), lambda row: _if(row.contact.is_overdue(row.now), row.at)),
    (Sentence("Đã báo tin", "Told"), lambda row: WORD[row.contact.word.state][row.at]),
    (Sentence("Báo tin lúc", "Told since"), lambda row: row.contact.word.at),
    (Sentence("Lượt đến còn phải xem xét", "In doubt"), lambda row: _if(row.contact.edge.is_doubtful, row.at)),
    (Sentence("Lượt đến trước khi đăng ký", "Before registration"), lambda row: _if(row.contact.edge.predates, row.at)),
    (Sentence("Đã thành F0, mã ca", "Became case"), lambda row: code_text(row.contact.became)),
    (Sentence("Mã người", "Person id"), lambda row: str(row.contact.edge.person)),
)
