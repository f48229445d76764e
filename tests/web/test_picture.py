"""The receipt as a picture: what stands in it, when it is grey, how it leaves the page."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.web.api import Reply
from tests.web.conftest import IDENTITY, make_known
from tests.web.test_citizen import record, told
from tests.web.visitor import Visitor

GREEN, AMBER, GREY = (11, 90, 60), (255, 201, 77), (71, 84, 95)
SAVE = re.compile("Lưu phiếu thành ảnh")
SHARE = re.compile("Lưu hoặc gửi ảnh phiếu")
# What is written into a picture, and where a phone would ask to whom.
WRITTEN = """
  globalThis.__written = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) { globalThis.__written.push(text); return write.call(this, text, ...rest); };
"""
PHONE = """
  globalThis.__shared = [];
  navigator.canShare = ({ files }) => files.every(({ type }) => type === "image/png");
  navigator.share = async ({ files, title }) => {
    const [file] = files;
    globalThis.__shared.push([file.name, file.type, title, file.size > 1000]);
    if (globalThis.__fails) throw new DOMException("x", globalThis.__fails);
  };
"""


def keeper(arrives: Callable[..., Visitor], *scripts: str) -> Visitor:
    visitor = arrives()
    for script in (WRITTEN, *scripts):
        visitor.context.add_init_script(script)
    return make_known(visitor)


def picture(visitor: Visitor, name: re.Pattern[str] = SAVE) -> tuple[Image.Image, str]:
    with visitor.page.expect_download() as saving:
        visitor.page.get_by_role("button", name=name).first.click()
    made = saving.value
    return Image.open(BytesIO(Path(made.path()).read_bytes())).convert("RGB"), made.suggested_filename


def head(image: Image.Image) -> Any:
    return image.getpixel((1060, 12))


def written(visitor: Visitor) -> str:
    return " ".join(visitor.page.evaluate("() => globalThis.__written"))


@pytest.mark.parametrize(
    ("changed", "ground", "word"),
    [
        ({}, GREEN, "Đã gửi"),
        ({"state": "waiting", "answer": None, "failure": "network"}, AMBER, "Chưa gửi"),
    ],
    ids=["sent", "waiting"],
)
def test_while_its_person_is_there(
    arrives: Callable[..., Visitor], changed: dict[str, Any], ground: tuple[int, ...], word: str
) -> None:
    visitor = keeper(arrives)
    visitor.api.down = bool(changed)
    visitor.remember("outbox", record(600, **changed))
    visitor.open("/visits")
    image, name = picture(visitor)
    assert re.fullmatch(r"vung-xanh-\d{4}-\d\d-\d\d-\d{4}\.png", name)
    assert image.width == 1080
    assert head(image) == ground
    assert image.getpixel((1060, image.height - 12)) == (255, 255, 255)
    assert word in written(visitor)
    assert bool(re.search(r"Tự kết thúc: \d\d:\d\d", written(visitor))) is not bool(
        changed
    )  # offline nobody knows when


def test_once_it_is_over_it_is_grey_and_says_when_it_was(arrives: Callable[..., Visitor]) -> None:
    visitor = keeper(arrives)
    visitor.remember("outbox", record(90_000))
    visitor.open("/visits")
    image, _ = picture(visitor)
    assert head(image) == GREY
    words = written(visitor)
    assert re.search(r"Đã kết thúc \d\d:\d\d", words)
    assert re.search(r"Giờ đến \d\d:\d\d \d\d/\d\d/\d{4}", words)
    assert re.search(r"Ảnh lưu lúc \d\d:\d\d \d\d/\d\d/\d{4}\. Không dùng thay phiếu", words)


def test_it_names_its_person_by_initials_and_no_number(arrives: Callable[..., Visitor]) -> None:
    visitor = keeper(arrives)
    visitor.remember("outbox", record(600))
    visitor.open("/visits")
    picture(visitor)
    words = written(visitor)
    assert "Chợ Long Biên" in words
    assert "Số 1 Hồng Hà" in words
    assert "Người đến: N. T. M. Ánh" in words
    assert "Mã địa điểm: MHJY-4AA8" in words
    digits = re.sub(r"\D", "", words)
    assert str(IDENTITY["phone"])[-6:] not in digits
    assert str(IDENTITY["full_name"]) not in words
    assert "•" not in words


def test_a_long_name_is_written_in_lines_that_fit(arrives: Callable[..., Visitor]) -> None:
    visitor = keeper(arrives)
    name = "Trung tâm hội nghị, tiệc cưới và nhà hàng đặc sản Sông Hồng – cơ sở hai, cổng phía đông bắc"
    visitor.remember("outbox", record(600, answer={**record(600)["answer"], "venue": {"name": name, "address": ""}}))
    visitor.open("/visits")
    image, _ = picture(visitor)
    assert name in written(visitor)
    lines = visitor.page.evaluate("() => globalThis.__written.length")
    assert lines > 10
    white = image.crop((1080 - 60, 300, 1080, image.height))
    assert white.getcolors() == [(white.width * white.height, (255, 255, 255))]


def test_a_visit_that_does_not_count_has_no_picture(citizen: Visitor) -> None:
    refused = {"code": "venue-code-retired", "text": {"vi": "Mã này đã được thay.", "en": "x"}}
    citizen.remember("outbox", record(600, state="refused", answer=None, problem=refused), record(900, state="void"))
    disputed = told(7200, flags=["doubtful", "disputed"])
    citizen.api.on("GET", "/visits", Reply(200, {"visits": [disputed]}))
    citizen.open("/visits")
    citizen.sees("Bạn đã báo không có mặt")
    expect(citizen.page.get_by_role("button", name=SAVE)).to_have_count(0)


def test_a_visit_that_the_server_alone_knows_has_one(arrives: Callable[..., Visitor]) -> None:
    visitor = keeper(arrives)
    visitor.api.on("GET", "/visits", Reply(200, {"visits": [told(7200)]}))
    visitor.open("/visits")
    visitor.sees("Do cán bộ ghi giúp")
    image, _ = picture(visitor)
    assert head(image) == GREY
    assert "Trạm y tế phường Hồng Hà" in written(visitor)


def test_a_phone_asks_to_whom(arrives: Callable[..., Visitor]) -> None:
    visitor = keeper(arrives, PHONE)
    visitor.remember("outbox", record(600))
    visitor.open("/visits")
    visitor.page.get_by_role("button", name=SHARE).click()
    visitor.page.wait_for_function("() => globalThis.__shared.length === 1")
    [[name, kind, title, is_whole]] = visitor.page.evaluate("() => globalThis.__shared")
    assert name.endswith(".png")
    assert (kind, title, is_whole) == ("image/png", "Chợ Long Biên", True)
    expect(visitor.page.get_by_role("button", name=SHARE)).to_be_focused()
    # whoever closes the sheet wanted nothing; where it fails the picture is saved
    visitor.page.evaluate("() => { globalThis.__fails = 'AbortError'; }")
    visitor.page.get_by_role("button", name=SHARE).click()
    visitor.page.wait_for_function("() => globalThis.__shared.length === 2")
    expect(visitor.page.locator("#visits-fault")).to_be_hidden()
    for fails in ("DataError", "NotAllowedError"):
        visitor.page.evaluate("(name) => { globalThis.__fails = name; }", fails)
        picture(visitor, SHARE)


def test_a_device_that_draws_nothing_says_so(arrives: Callable[..., Visitor]) -> None:
    visitor = keeper(arrives, "HTMLCanvasElement.prototype.toBlob = function (done) { done(null); };")
    visitor.remember("outbox", record(600))
    visitor.open("/visits")
    visitor.page.get_by_role("button", name=SAVE).click()
    visitor.sees("Máy này không lưu được ảnh. Hãy chụp màn hình.")
    visitor.axe()


def test_in_english_and_at_every_size(arrives: Callable[..., Visitor]) -> None:
    visitor = keeper(arrives)
    visitor.remember("outbox", record(600), record(90_000), record(200_000, state="void"))
    visitor.open("/visits?lang=en")
    picture(visitor, re.compile("Save receipt as a picture"))
    assert "Visitor: N. T. M. Ánh" in written(visitor)
    assert "Picture saved at" in written(visitor)
    visitor.axe()
    visitor.fits()
    visitor.dark()
