"""The whole story on the pages: from an F0's phone number to the notice in a citizen's hand, and back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from domain.base.period import shown
from domain.base.text import initials
from tests.journeys.actors.citizen import Venue
from tests.journeys.actors.crowds import a_crowd_at
from tests.journeys.actors.desktop import Desktop
from tests.journeys.actors.names import a_card_number, a_name, ago, an_opening
from tests.journeys.actors.phone import Phone
from tests.journeys.actors.town import Commune
from tests.journeys.actors.tracing_desk import TracingDesk

pytestmark = [pytest.mark.journey, pytest.mark.web]
CROWD = 503


@pytest.fixture
def tracer(desktops: Callable[[], Desktop]) -> TracingDesk:
    return TracingDesk(desktops())


@pytest.fixture
def colleague(desktops: Callable[[], Desktop]) -> TracingDesk:
    return TracingDesk(desktops())


def visited(phone: Phone, venue: Venue, start: datetime, minutes: float = 60) -> None:
    """Sends a visit that the phone kept while it had no network."""
    out = shown(start + timedelta(minutes=minutes))
    phone.wire.post("/visits", {"code": venue.token, "at": shown(start), "out_at": out}).ok(201)


def test_an_f0_is_confirmed_and_everybody_is_told(
    commune: Commune, phone: Callable[[], Phone], tracer: TracingDesk, colleague: TracingDesk
) -> None:
    volunteer, number, ba_tu = commune.volunteer, a_card_number(1944), a_name()
    cafe = volunteer.registers_venue("food", name="Cà phê Bến Sông")
    fair = volunteer.registers_venue("tourism", name="Hội chợ xuân")
    volunteer.registers_person(full_name=ba_tu, year_of_birth=1944, identity_number=number).ok(201)
    lan, minh, hoa = phone(), phone(), phone()
    for each in (lan, minh, hoa):
        each.registers_itself(commune.unit)
    # They registered a moment ago: what is told for more than a day before that would be in doubt.
    came, opened = ago(hours=18), an_opening(hours=22, lasting=timedelta(minutes=2))
    visited(lan, cafe, came)
    visited(minh, cafe, came + timedelta(minutes=20))
    volunteer.records(cafe, {"identity_number": number}, came, until=came + timedelta(minutes=30)).ok(201)
    a_crowd_at(commune, fair, opened, people=CROWD)
    visited(lan, fair, opened)
    visited(hoa, fair, opened)

    # A tracer confirms the F0 by phone number, and sees where it leads before anybody is told.
    tracer.signs_in(commune.tracer)
    case = tracer.confirms(lan.number, specimen=ago(hours=3), onset=ago(days=2))
    tracer.sees_status("held")
    tracer.sees_counts(f1=2, f2=0)
    tracer.lists(2)
    tracer.sees_evidence(initials(minh.name), "Cùng ở Cà phê Bến Sông", "40 phút")
    tracer.sees_evidence(initials(ba_tu), "Cùng ở Cà phê Bến Sông", "30 phút")
    tracer.draws(initials(minh.name), initials(ba_tu))
    tracer.picks(initials(minh.name), "Cà phê Bến Sông")

    # The crowd waits: its size is known, and nobody of it is told before somebody else has looked.
    tracer.sees_held("Hội chợ xuân", CROWD + 1)
    tracer.may_not_release()
    minh.shows_notices("exposure_f1")
    hoa.shows_notices()
    colleague.signs_in(commune.second_tracer)
    colleague.opens(case)
    colleague.sees_status("held")
    colleague.sees_held("Hội chợ xuân", CROWD + 1)
    colleague.releases("đã xem danh sách địa điểm")
    colleague.sees_status("published")
    colleague.sees_counts(f1=CROWD + 3, f2=0)
    hoa.shows_notices("exposure_f1")
    lan.shows_notices()

    # She is called, and can see that her record was opened.
    tracer.opens_queue()
    tracer.calls(initials(minh.name), phone=minh.number, full_name=minh.name)
    minh.shows_who_looked("Cán bộ truy vết đã mở họ tên và số điện thoại của bạn", commune.unit.name)

    # It was a mistake: everybody who was told is told so, once.
    tracer.opens(case)
    tracer.retracts("nhầm mẫu")
    tracer.sees_status("retracted")
    tracer.sees_counts(f1=0, f2=0)
    for contact in (minh, hoa):
        contact.shows_notices("correction", "exposure_f1")
        contact.shows_as_withdrawn("notices.f1")
    lan.shows_notices()


def test_an_f0_who_is_one_already_leads_to_the_case(commune: Commune, tracer: TracingDesk) -> None:
    lan = commune.citizen()
    case = commune.tracer.confirms(lan.phone)

    tracer.signs_in(commune.tracer)

    tracer.is_told_of_another_case(lan.phone, specimen=ago(hours=20))
    tracer.follows_to(case)


def test_the_file_of_contacts_comes_after_a_second_word(commune: Commune, tracer: TracingDesk) -> None:
    cafe = commune.volunteer.registers_venue("food")
    lan, minh = commune.citizen(), commune.citizen(full_name="Trần Văn Minh")
    for guest in (lan, minh):
        guest.checks_in(cafe, ago(hours=26), out_at=shown(ago(hours=25)))
    case = commune.tracer.confirms(lan.phone)
    commune.tracer.waits_for(case)
    tracer.signs_in(commune.tracer)
    tracer.opens(case)

    file = tracer.downloads_contacts()

    assert "Trần Văn Minh" in file
    assert [entry["act"] for entry in minh.access_log()] == ["contacts-exported"]
