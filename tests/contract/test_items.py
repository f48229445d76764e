"""Items and keys: what stream readers get back, and what the keys promise."""

from base64 import b64encode
from dataclasses import replace

import pytest

from adapters.dynamo import key_parts, wire
from adapters.dynamo.venue import keys
from adapters.dynamo.venue.item import is_venue, item_from_venue, venue_from_item
from adapters.dynamo.visit.item import is_visit, item_from_visit, visit_from_item
from adapters.memory.secret.secrets import PlainSealer
from domain.presence.succession import succeeded
from domain.presence.venue import VenueState
from domain.presence.visit import Flag, Source
from tests.contract.samples.base import DAY, MINUTE, NOW
from tests.contract.samples.presence import a_venue, a_visit, venue_id


def test_a_streams_image_is_the_visit() -> None:
    for visit in (a_visit(), a_visit(flags=tuple(Flag), source=Source.STAFF_SCAN, is_open=False, recorded_by="S#1")):
        image = item_from_visit(visit)
        assert is_visit(image)
        assert not is_venue(image)
        assert visit_from_item(image) == visit


def test_a_streams_image_is_the_venue() -> None:
    for venue in (
        a_venue(),
        a_venue(owner="7v0rb7wbj2vy4", capacity=0, parent=venue_id(), state=VenueState.DEACTIVATED),
        succeeded(a_venue(), now=NOW + MINUTE, state=VenueState.DEACTIVATED, category="shop"),
    ):
        image = item_from_venue(venue, PlainSealer())
        assert is_venue(image)
        assert not is_visit(image)
        assert venue_from_item(image, PlainSealer()) == venue
        assert venue_from_item(image) == replace(venue, contact_phone=""), "who reads figures opens nothing"


def test_the_claims_beside_a_venue_are_no_venues() -> None:
    for pk in ("c#mhjy4aa8", "i#0123", "n#0123"):
        assert not is_venue({"pk": {"S": pk}, "sk": {"S": key_parts.META}})
    assert not is_venue({"pk": {"S": "v#mhjy4aa8"}, "sk": {"S": keys.change(2)}})


def test_absent_says_less_than_empty() -> None:
    """An open visit without flags, device or helper has none of these attributes; an index key is never empty."""
    assert {"f", "d", "by"}.isdisjoint(item_from_visit(a_visit()))
    assert {"ow", "cap", "pa", "be"}.isdisjoint(item_from_venue(a_venue(), PlainSealer()))


def test_bytes_arrive_from_a_table_and_from_a_stream() -> None:
    assert wire.data({"B": b"\x00\x01"}) == wire.data({"B": b64encode(b"\x00\x01").decode()}) == b"\x00\x01"


def test_an_item_lives_until_the_second_it_expires() -> None:
    item = {"x": wire.t(NOW)}
    assert wire.is_living(item, NOW - MINUTE)
    assert not wire.is_living(item, NOW)
    assert wire.is_living({}, NOW)


def test_a_visits_key_carries_the_devices_second() -> None:
    visit = a_visit()
    moved = replace(visit, start=NOW + DAY)
    item = item_from_visit(moved)
    assert item["sk"]["S"] == f"V#{visit.key.scanned}#{visit.key.venue}"
    assert item["vb"]["S"] == f"{visit.key.venue}#20211004"


@pytest.mark.parametrize(
    ("path", "partition", "prefix", "line"),
    [
        ("VN-2025H2/01", "VN-2025H2/01", "", ["VN-2025H2/01"]),
        ("VN-2025H2/01/00004", "VN-2025H2/01", "00004/", ["VN-2025H2/01", "VN-2025H2/00004"]),
        (
            "VN-2025H1/01/001/00004",
            "VN-2025H1/01",
            "001/00004/",
            ["VN-2025H1/01", "VN-2025H1/001", "VN-2025H1/00004"],
        ),
    ],
)
def test_a_unit_is_a_prefix_within_its_province(path: str, partition: str, prefix: str, line: list[str]) -> None:
    assert keys.unit_partition(path) == partition
    assert keys.unit_prefix(path) == prefix
    assert key_parts.line_of(path) == line


@pytest.mark.parametrize("letter", ["a", "ộ", "字", "😀"])
def test_a_long_name_still_fits_a_range_key(letter: str) -> None:
    venue = venue_id()
    key = keys.unit_range("VN-2025H1/01/001/00004", letter * 1500, venue)
    assert len(key.encode()) <= 1024
    assert key.endswith(f"#{venue}")
    assert set(keys.unit_range_text(key)) == {letter}
