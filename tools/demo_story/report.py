"""The figures of the story as a plain table, Vietnamese and English side by side."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tools.demo_story.desk import NEIGHBOUR, TRACER
from tools.demo_story.noted import CaseTold, Noted

_WIDTH = 62
_COLUMN = 12


def lines(noted: Noted, endpoints: Mapping[str, Any], *, is_new: bool) -> Iterator[str]:
    """Line by line, as it is printed."""
    cases = list(noted.cases.items())
    yield ""
    if not is_new:
        yield f"  Hôm nay đã kể rồi / told already today ({noted.day}); nobody was told anything again."
    yield _line("", [f"F0 {name}" for name, _ in cases])
    yield _line("Mã ca / case", [case.case_id for _, case in cases])
    yield from _of_cases([case for _, case in cases])
    yield ""
    yield from _of_notices(noted)
    yield ""
    yield from _where_to_look(cases[0][1].case_id, endpoints)


_ROWS: Sequence[tuple[str, Callable[[CaseTold], object]]] = (
    ("F1", lambda case: case.f1),
    ("F2", lambda case: case.f2),
    ("Bàn giao nơi khác / handed over to the commune next door", lambda case: case.handed_over),
    ("Giây đến tin báo đầu / seconds to the first notice", lambda case: _or_dash(case.first_notice)),
    ("Giây đến tin báo cuối / seconds to the last notice", lambda case: _or_dash(case.last_notice)),
    ("Giây đến khi người cuối đọc được / until the last page shows it", lambda case: _or_dash(case.last_seen)),
    ("Thật sự ở gần ≥ 15 phút / really near for 15 min or more", lambda case: case.really_exposed),
    ("  trong đó truy vết được / of these traced as F1", lambda case: case.rightly_traced),
    ("Độ phủ / recall", lambda case: _percent(case.recall)),
    ("Độ chính xác / precision", lambda case: _percent(case.precision)),
    ("Người bị F0 này lây / really infected by this F0", lambda case: case.infected),
    ("  trong đó truy vết được / of these traced as F1", lambda case: case.infected_traced),
)


def _of_cases(cases: Sequence[CaseTold]) -> Iterator[str]:
    for words, value in _ROWS:
        yield _line(words, [value(case) for case in cases])
    for title, reasons in (
        ("Sót vì / missed because", [case.missed for case in cases]),
        ("Thừa vì / added because", [case.added for case in cases]),
    ):
        total: Counter[str] = Counter()
        for found in reasons:
            total.update(found)
        if total:
            yield f"  {title}"
            for reason in total:
                yield _line(f"  {reason}", [found.get(reason, 0) for found in reasons])
    if any(case.strangers for case in cases):
        yield _line("Ngoài mô phỏng / people the simulator does not know", [case.strangers for case in cases])


def _of_notices(noted: Noted) -> Iterator[str]:
    yield _line("Người có điện thoại được báo / people told on their phone", [noted.readers])
    yield _line("  đúng một tin mỗi ca / exactly one notice for each case", [noted.exactly_once])
    yield _line("  tin thừa / notices too many", [noted.too_many])
    yield _line("Rút ca C: người phải được đính chính / to be corrected", [noted.to_correct])
    yield _line("  đúng một tin đính chính / exactly one correction", [noted.corrected_once])
    yield _line("  đính chính thừa / corrected without having been told", [noted.corrected_wrongly])


def _where_to_look(case_id: str, endpoints: Mapping[str, Any]) -> Iterator[str]:
    web = endpoints["web"]
    yield "  Xem / look at"
    yield f"  {'danh sách ca / cases':<34} {web}/tracer/cases"
    yield f"  {'ca A: danh sách, sơ đồ / list, graph':<34} {web}/tracer/case#{case_id}"
    yield f"  {'việc cần gọi / whom to call':<34} {web}/tracer/todo"
    yield f"  {'tin nhắn đã gửi / what was sent':<34} {web}/_outbox"
    for person in endpoints["staff"]:
        if person["username"] in {TRACER, NEIGHBOUR}:
            unit = person["unit"]["name"]
            yield f"  {'đăng nhập / sign in':<34} {person['username']}  {person['password']}  ({unit})"


def _line(words: str, values: Sequence[object]) -> str:
    return f"  {words:<{_WIDTH}}" + "".join(f"{value!s:>{_COLUMN}}" for value in values)


def _or_dash(value: float | None) -> str:
    return "–" if value is None else str(value)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
