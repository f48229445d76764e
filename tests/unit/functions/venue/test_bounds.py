"""How far one search looks before it says "go on from here"."""

from domain.people.roles import Role
from domain.presence.policy import MOST_SEARCHED
from domain.presence.venue import VenuePage
from functions.venue.service import register as service
from tests.doors.sign_in import staff_token

OFFICER = staff_token(Role.COMMUNE_OFFICER)


def test_a_search_that_finds_nothing_stops_and_goes_on_next_time(house, monkeypatch):
    for number in range(1, 46):
        house.venue(number)
    asked = []
    in_unit = house.venues.in_unit

    def counting(*given, **how):
        asked.append(1)
        return in_unit(*given, **how)

    monkeypatch.setattr(house.venues, "in_unit", counting)
    counts, cursor = [], ""
    for _ in range(10):
        asked.clear()
        reply = house.call("searchVenues", token=OFFICER, query={"category": "market", "limit": 1, "cursor": cursor})
        assert (reply.status, reply.json["venues"]) == (200, [])
        counts.append(len(asked))
        cursor = reply.json.get("next_cursor", "")
        if not cursor:
            break
    assert counts == [20, 20, 5]
    assert service._SCAN_PAGES == 20


def test_a_search_for_words_that_nobody_bears_looks_so_far_and_no_farther(house, monkeypatch):
    """Each page of the register says how much it looked at; together they stay within what one search may cost."""
    asked = []

    def nothing(*given, **how):
        asked.append(1)
        return VenuePage((), cursor="VN-2025H1/001/00004/#a#mhjy4aa8", looked_at=MOST_SEARCHED // 2)

    monkeypatch.setattr(house.venues, "in_unit", nothing)
    reply = house.call("searchVenues", token=OFFICER, query={"q": "khong co", "limit": 1})
    assert (reply.status, reply.json["venues"], len(asked)) == (200, [], 2)
    assert reply.json["next_cursor"]
