"""Pictures: drawn anew from what the bytes are, whatever they say they are; each refusal is a sentence."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from app.database import Database
from app.errors import BadInput, StillroomError, TooLarge
from app.files import Files
from app.pictures import PIXELS, SIDE, redraw
from tests.writing.conftest import Desk


def encoded(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, size, 1).save(kept, kind, **options)
    return kept.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG whose header promises far more than its bytes hold."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def moving() -> bytes:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "green", "blue")]
    kept = io.BytesIO()
    frames[0].save(kept, "GIF", save_all=True, append_images=frames[1:])
    return kept.getvalue()


@pytest.mark.parametrize(("kind", "becomes"), [("PNG", "PNG"), ("GIF", "PNG"), ("WEBP", "PNG"), ("JPEG", "WEBP")])
def test_a_picture_is_drawn_anew(kind: str, becomes: str) -> None:
    picture = redraw(encoded(kind))
    with Image.open(io.BytesIO(picture.data)) as again:
        assert (again.format, again.size) == (becomes, (40, 30))
    assert picture.media_type == f"image/{becomes.lower()}"


def test_what_it_shows_stays_and_so_does_what_is_clear() -> None:
    drawn = Image.new("RGBA", (3, 1))
    drawn.putdata([(255, 0, 0, 255), (0, 0, 255, 128), (0, 0, 0, 0)])
    kept = io.BytesIO()
    drawn.save(kept, "PNG")
    with Image.open(io.BytesIO(redraw(kept.getvalue()).data)) as again:
        assert [again.getpixel((at, 0)) for at in range(2)] == [(255, 0, 0, 255), (0, 0, 255, 128)]
        assert again.getpixel((2, 0))[3] == 0  # type: ignore[index]


def test_nothing_but_pixels_comes_along() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "A secret camera", {1: "N", 2: (48.0, 51.0, 30.0)}
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "a secret remark", zip=False)
    for data in (encoded("JPEG", exif=exif, comment=b"a secret remark"), encoded("PNG", pnginfo=text, exif=exif)):
        assert b"secret" in data
        assert b"secret" not in redraw(data).data
        with Image.open(io.BytesIO(redraw(data).data)) as again:
            assert not again.getexif()


def test_a_turned_photograph_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = redraw(encoded("JPEG", (40, 30), exif=exif))
    assert (picture.width, picture.height) == (30, 40)


def test_a_large_picture_is_made_smaller() -> None:
    picture = redraw(encoded("PNG", (5000, 1000), "L"))
    assert (picture.width, picture.height) == (SIDE, SIDE // 5)


@pytest.mark.parametrize(
    ("data", "claimed", "refusal", "word"),
    [
        (b"", "", BadInput, "not a PNG"),
        (b"GIF89a but not really", "image/gif", BadInput, ""),
        (b"%PDF-1.7 pretends to be a picture", "image/png", BadInput, "not a PNG"),
        (b"<html><script>alert(1)</script></html>", "image/png", BadInput, "not a PNG"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml", BadInput, "SVG"),
        (b"\xef\xbb\xbf \n<svg onload='alert(1)'/>", "image/png", BadInput, "SVG"),
        (encoded("PNG"), "image/jpeg", BadInput, "says it is image/jpeg but is image/png"),
        (encoded("PNG")[:60], "", BadInput, "broken"),
        (encoded("JPEG", (400, 300))[:-400], "", BadInput, "broken"),
        (moving(), "", BadInput, "Moving"),
        (encoded("BMP"), "image/bmp", BadInput, "not a PNG"),
        (encoded("TIFF"), "image/png", BadInput, "not a PNG"),
        (bomb(60_000, 60_000), "", TooLarge, "40 million pixels"),
        (bomb(8_000, 8_000), "", TooLarge, "40 million pixels"),
        (bomb(2**31 - 1, 2**31 - 1), "", StillroomError, ""),
        (b"\0" * (20 * 1024 * 1024 + 1), "", TooLarge, "20 MB"),
    ],
)
def test_what_is_no_picture_or_lies_about_itself_is_refused(
    data: bytes, claimed: str, refusal: type[StillroomError], word: str
) -> None:
    with pytest.raises(refusal) as refused:
        redraw(data, claimed)
    assert word in refused.value.sentence
    assert refused.value.status in {413, 422}


def test_the_largest_picture_allowed_is_taken() -> None:
    assert redraw(encoded("PNG", (8000, PIXELS // 8000), "1")).width == SIDE


def test_a_picture_is_kept_once_and_shown_to_co_authors(desk: Desk) -> None:
    first, again = (
        desk.client.post(f"{desk.url}/images", files={"file": ("../../a.png", encoded("PNG"), "image/png")}).json()
        for _ in range(2)
    )
    assert first == again
    shown = desk.client.get(first["url"])
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    assert "immutable" in shown.headers["cache-control"]
    assert desk.client.get(first["url"][:-1] + "g").status_code == 404
    preview = desk.client.post(f"{desk.url}/preview", json={"body": f"![Steam]({first['target']})"}).json()
    assert first["url"] in preview["blocks"][0]
    assert (first["width"], first["height"]) == (40, 30)


def test_a_refused_upload_keeps_nothing(database: Database, desk: Desk) -> None:
    answer = desk.client.post(f"{desk.url}/images", files={"file": ("x.png", b"<svg/>", "image/png")})
    assert answer.status_code == 422
    assert answer.json()["error"]["sentence"].startswith("SVG")
    files = desk.client.app.state.parts[Files]  # type: ignore[attr-defined]
    with database.transaction(read_only=True) as session:
        assert files.get(session, "0" * 64) is None


def test_one_draft_does_not_show_the_pictures_of_another(desk: Desk) -> None:
    image = desk.client.post(f"{desk.url}/images", files={"file": ("a.png", encoded("PNG"), "image/png")}).json()
    other = desk.client.post("/api/drafts", json={"kind": "proposal"}).json()
    assert desk.client.get(image["url"].replace(desk.draft["id"], other["id"])).status_code == 404
