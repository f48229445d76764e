"""Scan or type: a camera, a photo or eight symbols lead to the place; everything else is explained."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, FilePayload, expect

from tests.web.answers import TOKEN, citizen_api
from tests.web.visitor import Visitor

URL = f"HTTPS://VUNGXANH.EXAMPLE/C#{TOKEN}"
FAKE = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")


def picture(text: str, *, turned: float = 0, blurred: float = 0) -> Image.Image:
    """A QR code in a grey camera picture."""
    made = BytesIO()
    segno.make(text, error="q", micro=False).save(made, kind="png", scale=7)
    code = Image.open(made).convert("L")
    if turned:
        code = code.rotate(turned, expand=True, fillcolor=255)
    wall = Image.new("L", (640, 480), 190)
    wall.paste(code, ((640 - code.width) // 2, (480 - code.height) // 2))
    return wall.filter(ImageFilter.GaussianBlur(blurred)) if blurred else wall


def film(image: Image.Image, target: Path) -> Path:
    """Three frames of an uncompressed film, which Chromium plays as its camera."""
    frame = b"FRAME\n" + image.tobytes() + b"\x80" * (image.width * image.height // 2)
    head = f"YUV4MPEG2 W{image.width} H{image.height} F10:1 Ip A1:1 C420\n".encode()
    target.write_bytes(head + frame * 3)
    return target


@pytest.fixture
def before_camera(launch: Callable[..., Browser], site: str, tmp_path: Path) -> Callable[[Image.Image], Visitor]:
    def stand(image: Image.Image) -> Visitor:
        shown = film(image, tmp_path / "camera.y4m")
        browser = launch(*FAKE, f"--use-file-for-fake-video-capture={shown}")
        visitor = Visitor(browser, site, permissions=["camera"])
        citizen_api(visitor.api)
        visitor.open("/scan")
        visitor.page.get_by_role("button", name="Mở camera").click()
        return visitor

    return stand


def test_the_camera_reads_a_turned_and_blurred_poster(before_camera: Callable[[Image.Image], Visitor]) -> None:
    visitor = before_camera(picture(URL, turned=17, blurred=1.2))
    expect(visitor.page).to_have_url(f"{visitor.site}/c#{TOKEN}")
    visitor.close()


def test_the_camera_explains_a_code_of_others(before_camera: Callable[[Image.Image], Visitor]) -> None:
    visitor = before_camera(picture("https://example.vn/pay?amount=1000000"))
    visitor.sees("Đây là mã của ứng dụng khác, không phải áp phích Vùng Xanh.")
    visitor.axe()
    assert visitor.page.url.endswith("/scan")
    visitor.close()


def test_without_a_camera_typing_remains(stranger: Visitor) -> None:
    stranger.open("/scan")
    stranger.page.get_by_role("button", name="Mở camera").click()
    stranger.sees("Không mở được camera. Hãy gõ mã hoặc chọn ảnh bên dưới.")
    stranger.axe()


def test_a_refused_camera_says_where_to_allow_it(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives()
    visitor.context.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    visitor.open("/scan")
    visitor.page.get_by_role("button", name="Mở camera").click()
    visitor.sees("Trình duyệt không được phép dùng camera.")


def test_a_browser_that_reads_codes_itself_loads_no_decoder(arrives: Callable[..., Visitor]) -> None:
    visitor = arrives()
    visitor.context.add_init_script(
        """globalThis.BarcodeDetector = class {
          static async getSupportedFormats() { return ["qr_code"]; }
          async detect() { return [{ rawValue: "MHJY-4AA8" }]; }
        };"""
    )
    visitor.open("/scan")
    visitor.page.get_by_label("Hoặc chọn ảnh chụp mã QR").set_input_files(photo(URL))
    expect(visitor.page).to_have_url(f"{visitor.site}/c#MHJY4AA8")
    assert not [url for url in visitor.requests if "detector" in url or "wasm" in url]


def photo(text: str) -> list[FilePayload]:
    made = BytesIO()
    picture(text).save(made, format="png")
    return [{"name": "anh.png", "mimeType": "image/png", "buffer": made.getvalue()}]


def test_a_photo_is_read_on_the_device(stranger: Visitor) -> None:
    stranger.open("/scan")
    stranger.page.get_by_label("Hoặc chọn ảnh chụp mã QR").set_input_files(photo(URL))
    expect(stranger.page).to_have_url(f"{stranger.site}/c#{TOKEN}")
    assert not [call for call in stranger.api.calls if call.method == "POST"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("VXP:36J3X7CWHNQW", "Đây là mã cá nhân."),
        ("001087012345||Nguyễn Văn An|18011987|Nam|Hà Nội|01022021", "Đây là mã trên giấy tờ cá nhân."),
        ("HTTPS://VUNGXANH.EXAMPLE/C#MHJY4AA9", "Mã QR này bị hỏng hoặc bị sửa."),
    ],
)
def test_other_codes_in_a_photo_are_explained(stranger: Visitor, text: str, told: str) -> None:
    stranger.open("/scan")
    stranger.page.get_by_label("Hoặc chọn ảnh chụp mã QR").set_input_files(photo(text))
    stranger.sees(told)


def test_a_photo_without_a_code(stranger: Visitor) -> None:
    made = BytesIO()
    Image.new("L", (320, 240), 200).save(made, format="png")
    stranger.open("/scan")
    file: FilePayload = {"name": "tuong.png", "mimeType": "image/png", "buffer": made.getvalue()}
    stranger.page.get_by_label("Hoặc chọn ảnh chụp mã QR").set_input_files([file])
    stranger.sees("Không thấy mã QR trong ảnh.")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Hãy gõ mã in dưới mã QR"),
        ("MHJY-4AA", "Mã có 8 ký tự, bạn gõ 7"),
        ("MHJU-4AA8", "Mã không có ký tự “U”"),
        ("MHJY-4AA9", "Mã không đúng: có ký tự bị gõ nhầm."),
    ],
)
def test_a_mistyped_code_is_told_at_once(stranger: Visitor, typed: str, told: str) -> None:
    stranger.open("/scan")
    box = stranger.page.get_by_label("Hoặc gõ 8 ký tự in dưới mã QR")
    box.fill(typed)
    box.press("Enter")
    stranger.sees(told)
    expect(box).to_be_focused()
    stranger.axe()
    assert not stranger.api.calls


def test_a_typed_code_leads_to_the_place(stranger: Visitor) -> None:
    stranger.open("/scan")
    box = stranger.page.get_by_label("Hoặc gõ 8 ký tự in dưới mã QR")
    box.fill("mhjy 4aa8")
    box.press("Enter")
    expect(stranger.page.locator("#venue-name")).to_have_text("Chợ Long Biên – Cổng số 2")
