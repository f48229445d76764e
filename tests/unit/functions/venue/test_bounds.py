"""How far one search looks before it says "go on from here"."""

from domain.people.roles import Role
from functions.venue import service
from tests.doors.sign_in import staff_token

OFFICER = staff_token(Role.COMMUNE_OFFICER)


def test_a_search_that_finds_nothing_stops_and_goes_on_next_time(house, monkeypatch):
    for number in range(1, 46):
        house.venue(number)
    asked: list[str] = []
    in_unit = house.venues.in_unit

    def counted(unit_path, **how):
        asked.append(unit_path)
        return in_unit(unit_path, **how)

    monkeypatch.setattr(house.venues, "in_unit", counted)
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
