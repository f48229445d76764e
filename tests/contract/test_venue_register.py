"""VenueRegister and VenueDirectory: unique codes and natural keys, lists by unit and owner, a copy at most a minute old."""

import hashlib
import unicodedata
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from adapters import session
from adapters.aws.sealing import AesSealer
from adapters.dynamo.venue import listing as dynamo_listing
from adapters.dynamo.venue import venues as dynamo_venues
from adapters.dynamo.venue.directory import DynamoVenueDirectory
from adapters.dynamo.venue.item import item_from_venue
from adapters.dynamo.venue.venues import DynamoVenues
from adapters.dynamo.wire import s
from adapters.memory.secret.secrets import MemorySecrets, PlainSealer
from adapters.memory.venue import venues as memory_venues
from domain.base.errors import Busy, InvalidInput
from domain.presence.change import Change, VenueAct
from domain.presence.errors import VenueExists, VenueUnknown
from domain.presence.policy import Stay
from domain.presence.succession import succeeded
from domain.presence.venue import Venue, VenuePage, VenueRegister, VenueState
from tests.contract.engines import Stores
from tests.contract.samples.base import MINUTE, NOW, Clock
from tests.contract.samples.presence import a_venue, venue_code, venue_id
from tests.faults import Faults

HANOI = "VN-2025H2/01"
HONG_HA = f"{HANOI}/00004"
NGOC_HA = f"{HANOI}/00008"
OLD_HANOI = "VN-2025H1/01"
BA_DINH = f"{OLD_HANOI}/001"


@pytest.fixture
def register(stores: Stores) -> VenueRegister:
    return stores.venues()


def everything(
    register: VenueRegister, unit_path: str, *, limit: int = 3, contains: str = "", newest: bool = False
) -> list[Venue]:
    """All pages, one after another."""
    listed = register.newest if newest else register.in_unit
    found: list[Venue] = []
    page = VenuePage(cursor=None)
    while True:
        page = listed(unit_path, limit=limit, cursor=page.cursor, contains=contains)
        assert len(page.venues) <= limit
        found += page.venues
        if page.cursor is None:
            return found


def test_a_venue_is_kept_as_it_was_registered(register: VenueRegister) -> None:
    plain = a_venue()
    full = a_venue(owner="7v0rb7wbj2vy4", capacity=40, parent=venue_id(), state=VenueState.DEACTIVATED, revision=3)
    for venue in (plain, full):
        assert register.add(venue) == venue
        assert register.by_id(venue.venue_id) == venue
        assert register.by_code(venue.code) == venue
    assert register.by_ids([plain.venue_id, venue_id(), full.venue_id, plain.venue_id]) == {
        plain.venue_id: plain,
        full.venue_id: full,
    }


def test_nobody_is_nobody(register: VenueRegister) -> None:
    assert register.by_id(venue_id()) is None
    assert register.by_code(venue_code()) is None
    assert register.by_ids([]) == {}


def test_the_same_unit_name_and_address_is_one_venue(register: VenueRegister) -> None:
    first = register.add(a_venue(name="Phở Hòa", address="29/3 Hàng Bài"))
    again = register.add(a_venue(name="PHỞ  HOÀ", address="29/3 hàng bài", registered_by="S#other"))
    assert again == first
    elsewhere = a_venue(name="Phở Hòa", address="29/3 Hàng Bài", unit_path=NGOC_HA)
    assert register.add(elsewhere) == elsewhere


def test_another_mark_in_name_or_address_is_another_venue(register: VenueRegister) -> None:
    first = register.add(a_venue(name="Quán Cô Ba", address="12 Lê Lợi"))
    for other in (a_venue(name="Quán Cô Bà", address="12 Lê Lợi"), a_venue(name="Quán Cô Ba", address="12 Lê Lôi")):
        assert register.add(other) == other
    assert register.add(a_venue(name="quán cô ba", address="12 LÊ LỢI")) == first


def registered_before(register: VenueRegister, venue: Venue) -> Venue:
    """As it was stored while marks did not count: under the folded name and address."""
    if not isinstance(register, DynamoVenues):
        return register.add(venue)
    folded_key = "\n".join((venue.unit_path, *map(old_key, (venue.name, venue.address))))
    natural = hashlib.sha256(folded_key.encode()).hexdigest()[:32]
    claims = ({"pk": s(pk), "sk": s("META"), "vid": s(venue.venue_id)} for pk in (f"c#{venue.code}", f"n#{natural}"))
    for item in (item_from_venue(venue, register._sealer), *claims):
        session.client("dynamodb").put_item(TableName=register._table, Item=item)
    return venue


def old_key(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@pytest.mark.parametrize(
    ("before", "today"),
    [("Quán Cô Ba", "quán  cô ba"), ("Quán Hoà", "Quán Hòa"), ("K’Brêu – Đà Lạt", "K'Brêu - Đà Lạt"), ("An", "AN")],
)
def test_a_venue_of_before_marks_counted_is_found_again(register: VenueRegister, before: str, today: str) -> None:
    old = registered_before(register, a_venue(name=before))
    assert register.add(a_venue(name=today)) == old
    other = register.add(a_venue())
    with pytest.raises(VenueExists):
        register.replace(succeeded(other, now=NOW, name=today), now=NOW)
    renewed = succeeded(old, now=NOW, code=venue_code())
    assert register.replace(renewed, now=NOW) == renewed
    assert register.add(a_venue(name=today)) == renewed


def test_a_venue_of_before_marks_counted_is_not_taken_for_one_with_other_marks(register: VenueRegister) -> None:
    old = registered_before(register, a_venue(name="Quán Cô Ba"))
    for name in ("Quán Cô Bà", "Quan Co Ba"):
        other = a_venue(name=name)
        assert register.add(other) == other
        assert old in register.alike(other, limit=5)


def test_two_old_venues_that_an_apostrophe_told_apart_go_on_as_two(stores: Stores) -> None:
    register = stores.venues()
    if not isinstance(register, DynamoVenues):
        return  # nothing is older than this code in a twin
    old = [registered_before(register, a_venue(name=name)) for name in ("H’Hen", "H'Hen")]
    assert register.add(a_venue(name="H'Hen")) in old
    for venue in old:
        closed = succeeded(venue, now=NOW, state=VenueState.DEACTIVATED)
        assert register.replace(closed, now=NOW) == closed
        renamed = succeeded(closed, now=NOW, name=f"Quán {venue.venue_id}")
        assert register.replace(renamed, now=NOW) == renamed
    fresh = a_venue(name="H'Hen")
    assert register.add(fresh) == fresh


def test_an_old_venue_that_is_called_otherwise_leaves_its_name_to_others(register: VenueRegister) -> None:
    old = registered_before(register, a_venue(name="Quán Cũ"))
    renamed = register.replace(succeeded(old, now=NOW, name="Quán Mới"), now=NOW)
    heir = a_venue(name="Quán Cũ")
    assert register.add(heir) == heir
    assert register.add(a_venue(name="quán mới")) == renamed


def test_a_taken_code_asks_for_another(register: VenueRegister) -> None:
    first = register.add(a_venue())
    for rival in (a_venue(code=first.code), a_venue(venue_id=first.venue_id)):
        with pytest.raises(Busy):
            register.add(rival)
        assert register.by_code(first.code) == first
    fresh = replace(rival, venue_id=venue_id())
    assert register.add(fresh) == fresh, "nothing of the refused attempt is left"


def test_a_new_code_leads_to_the_venue_and_the_old_one_still_does(register: VenueRegister) -> None:
    venue = register.add(a_venue())
    renewed = replace(venue, code=venue_code(), revision=2)
    assert register.replace(renewed, now=NOW) == renewed
    assert register.by_code(renewed.code) == renewed
    retired = register.by_code(venue.code)
    assert retired == renewed
    assert retired.code != venue.code


def test_replacing_twice_is_replacing_once(register: VenueRegister) -> None:
    venue = register.add(a_venue())
    closed = replace(venue, state=VenueState.DEACTIVATED, revision=2)
    assert register.replace(closed, now=NOW) == closed
    assert register.replace(closed, now=NOW) == closed


def test_a_replacement_that_missed_another_is_refused(register: VenueRegister) -> None:
    venue = register.add(a_venue())
    register.replace(replace(venue, state=VenueState.DEACTIVATED, revision=2), now=NOW)
    late = replace(venue, code=venue_code(), revision=2)
    with pytest.raises(Busy):
        register.replace(late, now=NOW)
    assert register.by_code(late.code) is None


def test_a_code_in_use_is_not_taken_over(register: VenueRegister) -> None:
    mine, other = register.add(a_venue()), register.add(a_venue())
    with pytest.raises(Busy):
        register.replace(replace(mine, code=other.code, revision=2), now=NOW)
    assert register.by_id(mine.venue_id) == mine


def test_a_new_name_is_claimed_too(register: VenueRegister) -> None:
    mine, other = register.add(a_venue()), register.add(a_venue())
    with pytest.raises(VenueExists):
        register.replace(replace(mine, name=other.name, revision=2), now=NOW)
    renamed = replace(mine, name="Bún chả Hương Liên", revision=2)
    assert register.replace(renamed, now=NOW) == renamed
    assert register.add(a_venue(name="BÚN CHẢ hương liên")) == renamed


def test_a_name_given_up_is_free_and_may_be_taken_back_while_it_is(register: VenueRegister) -> None:
    mine = register.add(a_venue(name="Quán Cũ"))
    renamed = register.replace(succeeded(mine, now=NOW, name="Quán Mới"), now=NOW)
    back = register.replace(succeeded(renamed, now=NOW, name="QUÁN CŨ"), now=NOW)
    assert register.add(a_venue(name="Quán Cũ")) == back
    away = register.replace(succeeded(back, now=NOW, name="Quán Mới"), now=NOW)
    heir = register.add(a_venue(name="Quán Cũ"))
    assert heir.venue_id != mine.venue_id
    with pytest.raises(VenueExists):
        register.replace(succeeded(away, now=NOW, name="Quán Cũ"), now=NOW)
    assert register.by_id(mine.venue_id) == away


def test_another_spelling_of_its_own_name_is_no_other_name(register: VenueRegister) -> None:
    mine = register.add(a_venue(name="Quán Hoà"))
    spelt = register.replace(succeeded(mine, now=NOW, name="Quán Hòa"), now=NOW)
    assert register.add(a_venue(name="QUÁN HOÀ")) == spelt


def test_how_a_venue_stood_is_kept_with_it(register: VenueRegister) -> None:
    venue = register.add(a_venue())
    closed = succeeded(venue, now=NOW + MINUTE, state=VenueState.DEACTIVATED)
    changed = succeeded(closed, now=NOW + 2 * MINUTE, code=venue_code(), category="shop", stay=Stay(MINUTE, 2 * MINUTE))
    register.replace(closed, now=NOW + MINUTE)
    register.replace(changed, now=NOW + 2 * MINUTE)
    found = register.by_code(venue.code)
    assert found == changed
    assert [past.then for past in found.before] == [venue.present, closed.present]


def a_change(revision: int, **over: Any) -> Change:
    given: dict[str, Any] = {
        "act": VenueAct.UPDATED, "by": "P#me", "at": NOW, "reason": "đổi chủ", "was": {"name": "Quán Cũ", "capacity": ""},
    }  # fmt: skip
    return Change(revision, **given | over)


def test_what_changed_is_told_newest_first(register: VenueRegister) -> None:
    venue = register.add(a_venue())
    told = []
    for revision in range(2, 13):
        told.append(a_change(revision, reason=f"lần {revision}", was={"capacity": str(revision)}))
        venue = register.replace(succeeded(venue, now=NOW, capacity=revision), now=NOW, change=told[-1])
    assert list(register.changes(venue.venue_id, limit=20)) == told[::-1]
    assert list(register.changes(venue.venue_id, limit=3)) == told[:-4:-1]
    assert list(register.changes(venue_id(), limit=3)) == []


def test_a_change_is_told_once_and_one_that_was_beaten_not_at_all(register: VenueRegister) -> None:
    venue = register.add(a_venue())
    following, change = succeeded(venue, now=NOW, capacity=7), a_change(2)
    for _ in range(2):
        register.replace(following, now=NOW, change=change)
    with pytest.raises(Busy):
        register.replace(succeeded(venue, now=NOW, capacity=8), now=NOW, change=a_change(2, by="S#rival"))
    assert list(register.changes(venue.venue_id, limit=9)) == [change]


def test_look_alikes_are_those_of_the_unit_that_differ_in_marks_alone(register: VenueRegister) -> None:
    names = ("Quán Cô Bà", "Quán Cô Bá", "Quan Co Ba")
    alike = [register.add(a_venue(name=name, address="12 Lê Lợi")) for name in names]
    for name, address in (("Quán Cô Ba", "12 Lê Lợi 3"), ("Quán Cô", "Ba 12 Lê Lợi"), ("Quán Cô Bảy", "12 Lê Lợi")):
        register.add(a_venue(name=name, address=address))
    register.add(a_venue(name="Quán Cô Bà", address="12 Lê Lợi", unit_path=NGOC_HA))
    mine = register.add(a_venue(name="Quán Cô Ba", address="12 Lê Lợi"))
    wanted = sorted(alike, key=lambda venue: venue.venue_id)
    assert list(register.alike(mine, limit=9)) == wanted
    assert list(register.alike(mine, limit=3)) == wanted
    assert set(register.alike(mine, limit=2)) < set(wanted)


def test_words_are_found_whatever_apostrophe_was_stored(register: VenueRegister) -> None:
    old = registered_before(register, a_venue(name="K’Brêu – 2"))
    assert everything(register, HONG_HA, contains="k'breu - 2") == [old]
    assert everything(register, HONG_HA, contains="k‘breu") == [old]


def test_replacing_what_is_not_there(register: VenueRegister) -> None:
    with pytest.raises(VenueUnknown):
        register.replace(a_venue(revision=2), now=NOW)


def test_a_commune_a_province_and_a_district_see_their_venues(register: VenueRegister) -> None:
    here = [register.add(a_venue(unit_path=HONG_HA)) for _ in range(4)]
    near = register.add(a_venue(unit_path=NGOC_HA))
    province = register.add(a_venue(unit_path=HANOI))
    register.add(a_venue(unit_path="VN-2025H2/79/26740"))
    old = register.add(a_venue(unit_path=f"{BA_DINH}/00001"))
    district = register.add(a_venue(unit_path=BA_DINH))
    register.add(a_venue(unit_path=f"{OLD_HANOI}/002/00037"))
    assert everything(register, HONG_HA) == sorted(here, key=lambda venue: venue.search_key)
    assert everything(register, NGOC_HA) == [near]
    assert set(everything(register, HANOI)) == {*here, near, province}
    assert set(everything(register, BA_DINH)) == {old, district}
    assert everything(register, f"{BA_DINH}/00001") == [old]
    assert len(everything(register, OLD_HANOI)) == 3


def test_a_name_of_digits_is_not_a_unit(register: VenueRegister) -> None:
    register.add(a_venue(unit_path=HANOI, name="00004/ Quán Ngon"))
    assert everything(register, HONG_HA) == []


def test_names_come_in_order_and_in_pages(register: VenueRegister) -> None:
    names = ["Bún", "An", "An Nhiên", "Chợ Hôm", "Đình làng", "an!", "Ăn vặt"]
    for name in names:
        register.add(a_venue(name=name, address="1 Lò Đúc"))
    for limit in (1, 3, 7, 100):
        found = [venue.name for venue in everything(register, HONG_HA, limit=limit)]
        assert found == ["An", "An Nhiên", "Ăn vặt", "an!", "Bún", "Chợ Hôm", "Đình làng"]


def test_the_newest_of_a_commune_come_first_and_in_pages(register: VenueRegister) -> None:
    unit = "VN-2025H2/01/00073"
    added = [
        register.add(a_venue(unit_path=unit, name=name, registered_at=NOW - back * MINUTE))
        for back, name in enumerate(["Bún", "Chợ Hôm", "An", "Bún chả"])
    ]
    register.add(a_venue(unit_path=HONG_HA, registered_at=NOW + MINUTE))
    for limit in (1, 2, 4, 100):
        assert everything(register, unit, limit=limit, newest=True) == added
    assert everything(register, unit, limit=1, contains="bun", newest=True) == [added[0], added[3]]
    assert everything(register, HANOI, newest=True) == [], "no commune, and so no list"


def test_another_name_leaves_a_venue_as_old_as_it_was(register: VenueRegister) -> None:
    unit = "VN-2025H2/01/00074"
    old = register.add(a_venue(unit_path=unit, registered_at=NOW - MINUTE))
    new = register.add(a_venue(unit_path=unit))
    renamed = register.replace(replace(old, name="Chợ Mơ", revision=2), now=NOW)
    assert everything(register, unit, newest=True) == [new, renamed]
    assert everything(register, unit, contains="cho mo", newest=True) == [renamed]


def test_venues_of_one_sheet_are_of_one_second_and_all_listed_once(register: VenueRegister) -> None:
    unit = "VN-2025H2/01/00075"
    added = {register.add(a_venue(unit_path=unit)).venue_id for _ in range(7)}
    for limit in (1, 3, 7):
        found = [venue.venue_id for venue in everything(register, unit, limit=limit, newest=True)]
        assert (len(found), {*found}) == (7, added)


def test_words_are_found_without_diacritics_in_name_and_address(register: VenueRegister) -> None:
    wanted = register.add(a_venue(name="Chợ Đồng Xuân", address="Phố Đồng Xuân"))
    for number in range(5):
        register.add(a_venue(name=f"Chợ Hôm {number}", address="Phố Huế"))
    assert everything(register, HANOI, contains="dong XUAN cho") == [wanted]
    assert everything(register, HANOI, contains="Phố Đồng") == [wanted]
    assert everything(register, HANOI, contains="hàng đào") == []
    assert len(everything(register, HANOI, limit=2, contains="cho hom")) == 5


def test_how_many_there_are_by_unit_and_words(register: VenueRegister, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = "VN-2025H2/01/00072"
    for number in range(4):
        register.add(a_venue(unit_path=unit, name=f"Quán {number}" if number else "Chợ Đồng Xuân"))
    assert (register.number(unit), register.number(unit, contains="quan"), register.number(f"{unit}9")) == (4, 3, 0)
    for module in (memory_venues, dynamo_venues):
        monkeypatch.setattr(module, "MOST_SEARCHED", 3)
    assert register.number(unit) is None


def test_a_place_is_known_before_it_is_stored_again(register: VenueRegister) -> None:
    stored = register.add(a_venue(name="Quán Hoà"))
    again = replace(stored, venue_id=venue_id(), code=venue_code(), name="QUÁN HÒA")
    assert register.same([again, replace(stored, name="Quán Hoa")]) == {stored.natural_key: stored}
    assert register.same([]) == {}


def test_a_cursor_of_another_list_is_refused(register: VenueRegister) -> None:
    for number in range(3):
        register.add(a_venue(name=f"Quán {number}"))
    cursor = register.in_unit(HONG_HA, limit=1, cursor=None).cursor
    for wrong in (cursor, "x", "Zm9v", "é", ""):
        with pytest.raises(InvalidInput):
            register.in_unit(NGOC_HA, limit=1, cursor=wrong)
        with pytest.raises(InvalidInput):
            register.newest(HONG_HA, limit=1, cursor=wrong)
    newest = register.newest(HONG_HA, limit=1, cursor=None).cursor
    assert register.newest(HONG_HA, limit=1, cursor=newest).venues
    beyond = urlsafe_b64encode(f"{HONG_HA}#{10**40}#{venue_id()}".encode()).decode()
    with pytest.raises(InvalidInput):
        register.newest(HONG_HA, limit=1, cursor=beyond)
    for another in (NGOC_HA, HANOI):
        with pytest.raises(InvalidInput):
            register.newest(another, limit=1, cursor=newest)
    with pytest.raises(InvalidInput):
        register.in_unit(HONG_HA, limit=1, cursor=newest)


def test_venues_of_an_owner(register: VenueRegister) -> None:
    mine = [register.add(a_venue(owner="me", name=name)) for name in ("Bún", "An")]
    register.add(a_venue(owner="you"))
    assert register.owned_by("me") == [mine[1], mine[0]]
    assert register.owned_by("nobody") == []


def test_of_many_registrations_at_once_one_is_kept(busy_stores: Stores) -> None:
    register = busy_stores.venues()
    name = a_venue().name
    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(lambda _: register.add(a_venue(name=name)).venue_id, range(16)))
    assert len(kept) == 1


def test_of_many_replacements_at_once_one_wins(busy_stores: Stores) -> None:
    register = busy_stores.venues()
    venue = register.add(a_venue())

    def renew(_: int) -> bool:
        try:
            register.replace(replace(venue, code=venue_code(), revision=2), now=NOW)
        except Busy:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(renew, range(16))) == 1


# The directory, over the register's table.


def test_a_search_looks_only_so_far_and_goes_on_behind_it(
    register: VenueRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (memory_venues, dynamo_listing):
        monkeypatch.setattr(module, "MOST_SEARCHED", 4)
    unit = "VN-2025H2/01/00071"
    for number in range(10):
        register.add(a_venue(unit_path=unit, name=f"Nhà số {number:02}" + (" bánh mì" if number in {1, 8, 9} else "")))
    pages: list[VenuePage] = []
    while not pages or pages[-1].cursor is not None:
        cursor = pages[-1].cursor if pages else None
        pages.append(register.in_unit(unit, limit=2, cursor=cursor, contains="banh mi"))
    assert [[venue.name[:10] for venue in page.venues] for page in pages] == [
        ["Nhà số 01 "],
        [],
        ["Nhà số 08 ", "Nhà số 09 "],
    ]
    assert max(page.looked_at for page in pages) == 4
    assert [len(page.venues) for page in (register.in_unit(unit, limit=2, cursor=None),)] == [2]


@pytest.fixture
def table(moto_stores: Stores) -> str:
    return moto_stores.table("Venue")


def as_visited(venue: Venue) -> Venue:
    """Whoever checks in learns nobody's phone."""
    return replace(venue, contact_phone="")


def test_a_contact_phone_is_sealed_and_bound_to_its_venue(table: str) -> None:
    register = DynamoVenues(table, sealer=AesSealer(MemorySecrets(clock=lambda: NOW)))
    phone = "+84912345678"
    venue = register.add(a_venue(contact_phone=phone))
    other = register.add(a_venue(contact_phone="+84905123456"))
    assert register.by_id(venue.venue_id) == venue
    items = {item["pk"]["S"]: item for item in session.client("dynamodb").scan(TableName=table)["Items"]}
    assert phone[3:] not in repr(items)
    moved = {**items[f"v#{other.venue_id}"], "pz": items[f"v#{venue.venue_id}"]["pz"]}
    session.client("dynamodb").put_item(TableName=table, Item=moved)
    with pytest.raises(InvalidTag):
        register.by_id(other.venue_id)


def test_a_phone_of_before_is_read_and_sealed_with_the_next_change(table: str) -> None:
    register = DynamoVenues(table, sealer=PlainSealer())
    venue = a_venue()
    open_one = {name: value for name, value in item_from_venue(venue, PlainSealer()).items() if name != "pz"}
    session.client("dynamodb").put_item(TableName=table, Item={**open_one, "ph": s(venue.contact_phone)})
    assert register.by_id(venue.venue_id) == venue
    register.replace(succeeded(venue, now=NOW, category="shop"), now=NOW)
    stored = session.client("dynamodb").get_item(TableName=table, Key={n: open_one[n] for n in ("pk", "sk")})["Item"]
    assert "ph" not in stored
    assert register.by_ids([venue.venue_id])[venue.venue_id].contact_phone == venue.contact_phone


def test_the_directory_remembers_a_venue_for_a_minute(table: str, clock: Clock, faults: Faults) -> None:
    register, directory = DynamoVenues(table, sealer=PlainSealer()), DynamoVenueDirectory(table, clock=clock)
    venue = as_visited(register.add(a_venue()))
    assert directory.by_code(venue.code) == venue
    faults.sent.clear()
    assert directory.by_code(venue.code) == venue
    assert directory.by_ids([venue.venue_id]) == {venue.venue_id: venue}
    assert not faults.sent, "a warm check-in reads nothing"

    renewed = as_visited(register.replace(replace(venue, code=venue_code(), revision=2), now=NOW))
    assert directory.by_code(venue.code) == venue
    clock.now += MINUTE
    faults.sent.clear()
    assert directory.by_code(venue.code) == renewed
    assert faults.sent == {"GetItem": 1}, "a code's venue is never asked twice"


def test_a_code_met_for_the_first_time_is_not_judged_by_an_older_copy(table: str, clock: Clock) -> None:
    register, directory = DynamoVenues(table, sealer=PlainSealer()), DynamoVenueDirectory(table, clock=clock)
    venue = as_visited(register.add(a_venue()))
    assert directory.by_code(venue.code) == venue
    renewed = as_visited(register.replace(succeeded(venue, now=NOW, code=venue_code()), now=NOW))
    assert directory.by_code(renewed.code) == renewed
    assert directory.by_code(venue.code) == renewed


def test_what_keepers_wrote_is_sealed_beside_the_venue(table: str) -> None:
    register = DynamoVenues(table, sealer=AesSealer(MemorySecrets(clock=lambda: NOW)))
    venue = register.add(a_venue())
    change = a_change(2, reason="bà Tám ốm", was={"contact_phone": "+84912345678"})
    register.replace(succeeded(venue, now=NOW, contact_phone="+84900000000"), now=NOW, change=change)
    assert list(register.changes(venue.venue_id, limit=1)) == [change]
    items = session.client("dynamodb").scan(TableName=table)["Items"]
    (kept,) = [item for item in items if item["sk"]["S"].startswith("H#")]
    assert set(kept) == {"pk", "sk", "a", "by", "t", "y"}
    assert "bà Tám" not in str(items)
    assert "+84912345678" not in str(items)


def test_the_directory_asks_again_for_an_unknown_code(table: str, clock: Clock) -> None:
    directory = DynamoVenueDirectory(table, clock=clock)
    venue = a_venue()
    assert directory.by_code(venue.code) is None
    DynamoVenues(table, sealer=PlainSealer()).add(venue)
    assert directory.by_code(venue.code) == as_visited(venue)


def test_a_venue_is_one_item_for_each_of_its_keys(table: str) -> None:
    register = DynamoVenues(table, sealer=PlainSealer())
    register.add(a_venue())
    items = session.client("dynamodb").scan(TableName=table)["Items"]
    assert sorted(item["pk"]["S"][:2] for item in items) == ["c#", "i#", "v#"]
