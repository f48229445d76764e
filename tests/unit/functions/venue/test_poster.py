"""The printed poster: what its QR says when it is read back, and what stands around it."""

from dataclasses import replace
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

import functions.venue.poster
from functions.venue.poster import PosterFacts, poster
from functions.venue.poster.layout import A4_MM, SCALE, poster_layout, qr_modules, width_mm
from functions.venue.poster.letters import _COMMON, _letters, unprinted

URL = ("HTTPS://VUNGXANH.EXAMPLE/C", "#", "MHJY4AA81K7QX4PABCDEF")
FACTS = PosterFacts(
    name="Tạp hóa Cô Ba",
    address="12 Lê Lợi",
    unit_name="Phường Vỹ Dạ",
    code="MHJY-4AA8",
    domain="vungxanh.example",
    issued="2021-10-02",
    url_parts=URL,
)


@pytest.mark.parametrize("size", ["A4", "A5"])
def test_the_printed_qr_reads_back_as_the_address(size):
    png = poster(FACTS, size, "png")
    assert isinstance(png, bytes)
    image = Image.open(BytesIO(png))
    (found,) = zxingcpp.read_barcodes(image)
    assert found.text == "".join(URL)


@pytest.mark.parametrize("url", [URL, ("HTTPS://KHAIBAO.SUCKHOE.BACNINH.GOV.VN/C", "#", URL[2])])
def test_the_qr_spans_fifteen_centimetres_and_nothing_stands_in_its_quiet_zone(url):
    facts = replace(FACTS, name="Trường trung học cơ sở Nguyễn Thị Minh Khai và các bạn", url_parts=url)
    drawing = poster_layout(facts, "A4")
    drawn = [box for box in drawing.boxes if box.fill == "#000000"]
    left, right = min(b.x for b in drawn), max(b.x + b.width for b in drawn)
    top, bottom = min(b.y for b in drawn), max(b.y + b.height for b in drawn)
    assert right - left == pytest.approx(150)
    quiet = 4 * 150 / len(qr_modules(url))
    assert left >= quiet
    for words in drawing.words:
        tallest = words.size * 25.4 / 72
        assert words.y + tallest * 0.3 <= top - quiet or words.y - tallest * 0.8 >= bottom + quiet, words.text


def test_the_qr_is_small_enough_to_scan_from_a_distance():
    assert len(qr_modules(URL)) <= 33  # version 4: modules of 4.5 mm


@pytest.mark.parametrize("size", ["A4", "A5"])
def test_everything_printed_stands_on_the_sheet(size):
    drawing = poster_layout(FACTS, size)
    assert drawing.width == pytest.approx(A4_MM[0] * SCALE[size])
    for box in drawing.boxes:
        assert -0.01 <= box.x <= box.x + box.width <= drawing.width + 0.01
        assert -0.01 <= box.y <= box.y + box.height <= drawing.height + 0.01
    for words in drawing.words:
        half = width_mm(words.text, words.size, bold=words.bold) / 2
        assert words.x - half >= 0, words.text
        assert words.x + half <= drawing.width, words.text
        assert 0 < words.y < drawing.height


def test_no_words_of_a_small_sheet_are_smaller_than_eight_points():
    longest = replace(FACTS, name="Ư" * 100, address="Số 1234, đường " + "Nguyễn Đình Chiểu " * 9)
    assert min(words.size for words in poster_layout(longest, "A5").words) >= 8


def test_what_is_cut_off_says_so():
    longest = replace(FACTS, address="Số 1234, đường " + "Nguyễn Đình Chiểu " * 9)
    (where,) = [words.text for words in poster_layout(longest, "A4").words if words.text.startswith("Số 1234")]
    assert where.endswith("…")


def test_who_issued_it_and_whom_to_call_stand_at_the_foot():
    said = [words.text for words in poster_layout(replace(FACTS, issuer="Trạm y tế Vỹ Dạ", hotline="1022"), "A4").words]
    assert "Trạm y tế Vỹ Dạ · gọi 1022" in said
    assert "Phường Vỹ Dạ" in [words.text for words in poster_layout(FACTS, "A4").words]


def test_the_pdf_says_what_it_is_to_readers_that_speak():
    pdf = poster(FACTS, "A4", "pdf")
    assert isinstance(pdf, bytes)
    wanted = (b"/Lang (vi)", b"/MarkInfo", b"/StructTreeRoot", b"/S /H1", b"/S /P", b"/S /Figure", b"/Alt ", b"/Title ")
    for said in (*wanted, b"/DisplayDocTitle true"):
        assert said in pdf, said


@pytest.mark.parametrize("name", ["M" * 100, "Ư" * 100, "Trường trung học cơ sở Nguyễn Thị Minh Khai " * 2, "Ở"])
def test_the_longest_names_do_not_reach_into_the_qr(name):
    facts = PosterFacts(name, "Số 1234, đường " + "Nguyễn Đình Chiểu " * 9, "Phường Vỹ Dạ", *_rest())
    drawing = poster_layout(facts, "A4")
    top = min(box.y for box in drawing.boxes if box.fill == "#000000")
    above = [words for words in drawing.words if words.y < 100]
    assert max(words.y for words in above) < top
    for words in above:
        assert width_mm(words.text, words.size, bold=words.bold) <= A4_MM[0]


def _rest():
    return FACTS.code, FACTS.domain, FACTS.issued, FACTS.url_parts


def test_the_code_for_hands_and_the_true_address_are_printed():
    printed = " ".join(words.text for words in poster_layout(FACTS, "A4").words)
    for expected in ("MHJY-4AA8", "vungxanh.example", "Tạp hóa Cô Ba", "12 Lê Lợi, Phường Vỹ Dạ", "2021-10-02"):
        assert expected in printed


def test_two_printings_of_one_poster_are_equal():
    assert poster(FACTS, "A5", "svg") == poster(FACTS, "A5", "svg")
    assert poster(FACTS, "A5", "png") == poster(FACTS, "A5", "png")


def test_the_same_sheet_is_drawn_once(monkeypatch):
    """Whoever asks for it again and again costs nothing."""
    drawn = []

    def drawing(facts, sheet):
        drawn.append(facts)
        return poster_layout(facts, sheet)

    monkeypatch.setattr(functions.venue.poster, "poster_layout", drawing)
    fresh = replace(FACTS, code="MHJY-4AA9")
    assert poster(fresh, "A5", "png") == poster(fresh, "A5", "png")
    assert len(drawn) == 1


@pytest.mark.parametrize("size", ["A4", "A5"])
def test_a_bitmap_is_small_however_long_its_words(size):
    long = replace(FACTS, name="Ư" * 300, address="M" * 300, unit_name="Ở " * 150)
    png = poster(long, size, "png")
    assert isinstance(png, bytes)
    image = Image.open(BytesIO(png))
    assert image.width * image.height < 4_000_000
    assert image.mode == "P"


@pytest.mark.parametrize("name", ["한식당 Seoul", "ร้านอาหาร", "ហាង", "中华", "Ресторан ☭"])
def test_letters_that_the_font_lacks_are_known(name):
    assert unprinted(name)


@pytest.mark.parametrize(
    "name", ["Quán Cơm Ngon Ở Đường Lý Thường Kiệt", "Kem -2°", "Café “Phố” – 24/7", "Ресторан Волга"]
)
def test_letters_that_the_font_has_are_no_fault(name):
    assert unprinted(name) == ""


def test_the_common_letters_are_in_the_font():
    """What is not looked up in the font must be in it."""
    assert {chr(p) for first, last in _COMMON for p in range(first, last + 1) if p not in _letters()} == set()
