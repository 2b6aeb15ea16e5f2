"""Pictures: drawn anew from what the bytes are, whatever they say they are; each refusal is a sentence."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from PIL import Image, PngImagePlugin

from app.database import Database
from app.errors import BadInput, StillroomError, TooLarge
from app.files import Files
from app.people.models import Person
from app.pictures import PIXELS, SIDE, redraw
from tests.conftest import Cast
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


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "green", "blue")]
    kept = io.BytesIO()
    frames[0].save(kept, kind, save_all=True, append_images=frames[1:], duration=100, lossless=True)
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
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml", BadInput, "drawing"),
        (b"\xef\xbb\xbf \n<svg onload='alert(1)'/>", "image/png", BadInput, "drawing"),
        (encoded("PNG"), "image/jpeg", BadInput, "says it is image/jpeg but is image/png"),
        (encoded("PNG")[:60], "", BadInput, "broken"),
        (encoded("JPEG", (400, 300))[:-400], "", BadInput, "broken"),
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


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_picture_that_moves_the_first_frame_is_kept_and_that_is_said(kind: str) -> None:
    picture = redraw(moving(kind))
    assert "first frame" in picture.left_out
    with Image.open(io.BytesIO(picture.data)) as again:
        assert getattr(again, "n_frames", 1) == 1
        assert again.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


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
    assert "drawing" in answer.json()["error"]["sentence"]
    files = desk.client.app.state.parts[Files]  # type: ignore[attr-defined]
    with database.transaction(read_only=True) as session:
        assert files.get(session, "0" * 64) is None


def test_whose_it_is_is_kept_shown_and_can_be_said_anew(desk: Desk) -> None:
    upload = {"files": {"file": ("a.png", encoded("PNG"), "image/png")}}
    image = desk.client.post(f"{desk.url}/images", data={"source": "  Mara\n Ilves ", "licence": "CC BY 4.0"}, **upload)
    assert (image.json()["source"], image.json()["licence"], image.json()["ground"]) == ("Mara Ilves", "CC BY 4.0", "")
    written = {"body": f"![Steam]({image.json()['target']})"}
    preview = desk.client.post(f"{desk.url}/preview", json=written).json()
    assert "Mara Ilves, CC BY 4.0" in preview["blocks"][0]
    rights = {"source": "Ilves 2026", "licence": "", "ground": "quoted to discuss it"}
    changed = desk.client.put(f"{image.json()['url']}/rights", json=rights)
    assert changed.json() == {**image.json(), **rights}
    assert desk.client.get(f"{desk.url}/images").json() == [changed.json()]
    preview = desk.client.post(f"{desk.url}/preview", json=written).json()
    assert "Ilves 2026, quoted to discuss it" in preview["blocks"][0]
    assert preview["problems"] == []
    again = desk.client.post(f"{desk.url}/images", **upload).json()
    assert again["source"] == "Ilves 2026", "adding it again says nothing anew"


def test_a_figure_that_says_nothing_of_its_rights_is_told_with_its_place(desk: Desk) -> None:
    image = desk.client.post(f"{desk.url}/images", files={"file": ("a.png", encoded("PNG"), "image/png")}).json()
    body = f"One.\n\n![Steam]({image['target']})"
    found = desk.client.post(f"{desk.url}/preview", json={"body": body}).json()["problems"]
    assert [(one["kind"], one["line"], one["source"]) for one in found] == [("credit", 3, image["target"])]


def test_only_who_writes_says_whose_a_picture_is(desk: Desk, as_: Callable[[Person], TestClient], cast: Cast) -> None:
    rui = as_(cast.rui)
    image = desk.client.post(f"{desk.url}/images", files={"file": ("a.png", encoded("PNG"), "image/png")}).json()
    assert rui.put(f"{image['url']}/rights", json={"source": "me"}).status_code == 404
    assert rui.get(f"{desk.url}/images").status_code == 404


def test_a_drawing_is_shown_and_can_do_nothing_when_it_is_opened_alone(desk: Desk) -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><script>alert(1)</script><rect width="9"/></svg>'
    )
    image = desk.client.post(f"{desk.url}/images", files={"file": ("a.svg", svg, "image/svg+xml")}).json()
    assert (image["width"], image["height"]) == (20, 10)
    assert "script" in image["left_out"]
    shown = desk.client.get(image["url"])
    assert (shown.headers["content-type"], shown.headers["x-content-type-options"]) == ("image/svg+xml", "nosniff")
    assert "sandbox" in shown.headers["content-security-policy"]
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert b"script" not in shown.content


def test_one_draft_does_not_show_the_pictures_of_another(desk: Desk) -> None:
    image = desk.client.post(f"{desk.url}/images", files={"file": ("a.png", encoded("PNG"), "image/png")}).json()
    other = desk.client.post("/api/drafts", json={"kind": "proposal"}).json()
    assert desk.client.get(image["url"].replace(desk.draft["id"], other["id"])).status_code == 404
