"""The figures of the story as a plain table, Vietnamese and English in each line."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tools.demo_story.desk import NEIGHBOUR, SECOND, TRACER
from tools.demo_story.fair import SAMPLE
from tools.demo_story.noted import CaseTold, Noted
from tools.front_door.as_page import PATH as AS

_WORDS, _COLUMN, _PLACE = 68, 11, 38


def lines(noted: Noted, endpoints: Mapping[str, Any], *, is_new: bool) -> Iterator[str]:
    """Line by line, as it is printed."""
    cases = list(noted.cases.values())
    yield ""
    if not is_new:
        yield f"  Ngày {noted.day} đã kể rồi / this day's story was told before: nobody was told anything again"
    yield _line("", [f"F0 {name}" for name in noted.cases])
    yield _line("Mã ca / case", [case.case_id for case in cases])
    yield from _of_cases(cases)
    yield ""
    yield from _of_notices(noted)
    yield ""
    yield from _of_fair(noted)
    yield from _where_to_look(cases[0].case_id, endpoints)
    if noted.reader:
        yield "  Xem như một người được báo, trong trình duyệt / see it as somebody who was told, in a browser"
        yield f"    {endpoints['web']}{AS}#{noted.reader}"


_ROWS: Sequence[tuple[str, Callable[[CaseTold], object]]] = (
    ("Tiếp xúc F1 / contacts F1", lambda case: case.f1),
    ("Tiếp xúc F2 / contacts F2", lambda case: case.f2),
    ("  bàn giao phường bên / handed over next door", lambda case: case.handed_over),
    ("Giây từ xác nhận đến tin đầu / s from confirmation to first notice", lambda case: _or_dash(case.first_notice)),
    ("  đến tin cuối / to last notice", lambda case: _or_dash(case.last_notice)),
    ("  đến khi mọi trang đều hiện / until every page shows it", lambda case: _or_dash(case.last_seen)),
    ("Thật sự ở gần ≥ 15 phút / really near for 15 min or more", lambda case: case.really_exposed),
    ("  được truy vết / traced as F1", lambda case: case.rightly_traced),
    ("  độ phủ / recall", lambda case: _percent(case.recall)),
    ("  độ chính xác / precision", lambda case: _percent(case.precision)),
    ("Thật sự bị lây / really infected by this F0", lambda case: case.infected),
    ("  được truy vết / traced as F1", lambda case: case.infected_traced),
)


def _of_cases(cases: Sequence[CaseTold]) -> Iterator[str]:
    for words, value in _ROWS:
        yield _line(words, [value(case) for case in cases])
    yield from _reasons("Sót / missed", [case.missed for case in cases])
    yield from _reasons("Thừa / added", [case.added for case in cases])
    if any(case.strangers for case in cases):
        yield _line("Ngoài mô phỏng / people outside the simulation", [case.strangers for case in cases])


def _reasons(title: str, found: Sequence[Mapping[str, int]]) -> Iterator[str]:
    total: Counter[str] = Counter()
    for each in found:
        total.update(each)
    for reason in total:
        yield _line(f"{title}: {reason}", [each.get(reason, 0) for each in found])


def _of_notices(noted: Noted) -> Iterator[str]:
    if not noted.readers:
        yield "  Kể dở rồi kể tiếp nên không đếm tin / the story broke off and went on: notices were not counted"
        return
    yield _line("Người được báo trên điện thoại / people told on their phone", [noted.readers])
    yield _line("  mỗi ca đúng một tin / exactly one notice for each case", [noted.exactly_once])
    yield _line("  tin thừa / notices too many", [noted.too_many])
    yield _line("Rút ca C, phải đính chính / C retracted, to be corrected", [noted.to_correct])
    yield _line("  đúng một tin đính chính / exactly one correction", [noted.corrected_once])
    yield _line("  đính chính nhầm người / corrected, but had not been told", [noted.corrected_wrongly])


def _of_fair(noted: Noted) -> Iterator[str]:
    if noted.held is None:
        return
    yield _line("Ca F0 D ở hội chợ / F0 D, at the fair", [noted.held.case_id])
    yield _line("  đang giữ, chờ người thứ hai duyệt / held for a second person", [noted.held.people])
    yield _line(f"  đã báo trong {SAMPLE} người thử / told, of {SAMPLE} looked at", [noted.held.told])
    yield ""


def _where_to_look(case_id: str, endpoints: Mapping[str, Any]) -> Iterator[str]:
    web = endpoints["web"]
    yield f"  {'Danh sách ca / cases':<{_PLACE}}{web}/tracer/cases"
    yield f"  {'Ca A: bảng, sơ đồ / list, graph':<{_PLACE}}{web}/tracer/case#{case_id}"
    yield f"  {'Cần gọi / whom to call':<{_PLACE}}{web}/tracer/todo"
    yield f"  {'Tin đã gửi / messages sent':<{_PLACE}}{web}/outbox"
    for person in endpoints["staff"]:
        if person["username"] in {TRACER, NEIGHBOUR, SECOND}:
            who = f"{person['username']}  {person['password']}  ({person['unit']['name']})"
            yield f"  {'Đăng nhập / sign in':<{_PLACE}}{who}"


def _line(words: str, values: Sequence[object]) -> str:
    return f"  {words:<{_WORDS}}" + "".join(f"{value!s:>{_COLUMN}}" for value in values)


def _or_dash(value: float | None) -> str:
    return "–" if value is None else str(value)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
