"""Somebody else registers with her number: it changes nothing for her who proved it."""

import pytest

from tests.journeys.actors.names import ago
from tests.journeys.actors.town import Commune, Town

pytestmark = pytest.mark.journey


def test_a_squatter_on_a_number_changes_nothing_for_its_proved_holder(town: Town, commune: Commune) -> None:
    venue = commune.volunteer.registers_venue()
    before = commune.citizen()
    lan = commune.citizen(phone=before.phone)
    town.proves_phone(lan)
    after = commune.citizen(phone=lan.phone)

    found = commune.volunteer.looks_up(phone=lan.phone).ok(200)["persons"]
    recorded = commune.volunteer.records(venue, {"phone": lan.phone}, ago(minutes=5)).ok(201)
    commune.tracer.confirms(lan.phone)

    assert found[0]["person_id"] == lan.person_id
    assert [person["phone_verified"] for person in found] == [True, False, False]
    assert recorded["person_id"] == lan.person_id
    assert "case-confirmed" in {entry["act"] for entry in lan.access_log()}
    for squatter in (before, after):
        assert squatter.profile()["phone_verified"] is False
        assert squatter.visits() == []
        assert {entry["act"] for entry in squatter.access_log()} == {"person-looked-up"}, "she was shown, and no more"
