"""What a reader's browser loads: pages, styles and the font for mathematics, as built. `make check` runs this too."""

import gzip
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.web import STATIC, asset
from tests.publishing.conftest import Written

KB = 1000
pytestmark = pytest.mark.skipif(not (STATIC / "manifest.json").exists(), reason="the frontend is not built: make setup")


def weight(content: bytes) -> int:
    """Bytes on the way, as a server in front would compress them."""
    return len(gzip.compress(content))


def styles() -> int:
    return sum(weight((STATIC / name.removeprefix("/static/")).read_bytes()) for name in asset("src/public.ts", "css"))


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def test_the_public_shell_and_its_styles_weigh_at_most_20_kb(written: Written, client: TestClient) -> None:
    page = written.save("A word.").publish()
    assert styles() + weight(client.get(f"/{page['slug']}").content) <= 20 * KB


def test_a_page_weighs_little_more_than_its_text(written: Written, client: TestClient) -> None:
    paragraphs = (f"Paragraph {n} says {n * 7919} things about $x_{{{n}}}^2$." for n in range(300))
    page = written.save(written.body() + "\n\n".join(paragraphs)).publish()
    html = client.get(f"/{page['slug']}").text
    assert weight(html.encode()) + styles() <= 1.5 * weight(text_of(html).encode()) + 20 * KB


def test_a_page_loads_no_script(written: Written, client: TestClient) -> None:
    assert b"<script" not in client.get(f"/{written.publish()['slug']}").content


def font() -> Path:
    [found] = (STATIC / "assets").glob("stix-two-math-*.woff2")
    return found


def test_the_font_for_mathematics_keeps_its_table_and_its_size() -> None:
    """WOFF2 (W3C, section 4.1): known tag 31 is `MATH`; the directory follows the 48 bytes of the header."""
    data = font().read_bytes()
    assert data[:4] == b"wOF2"
    assert len(data) <= 250 * KB
    assert "MATH" in tables(data)


def tables(data: bytes) -> list[str]:
    """The tags of a WOFF2 file's table directory."""
    found, at = [], 48
    for _ in range(int.from_bytes(data[12:14], "big")):
        flags, at = data[at], at + 1
        index, transform = flags & 0x3F, flags >> 6
        tag = KNOWN[index] if index < 63 else data[at : at + 4].decode()
        at += 4 if index == 63 else 0
        at = skip_number(data, at)
        transformed = transform != 3 if tag in {"glyf", "loca"} else transform != 0
        at = skip_number(data, at) if transformed else at
        found.append(tag)
    return found


def skip_number(data: bytes, at: int) -> int:
    """The place after a UIntBase128 (WOFF2, section 4.1)."""
    while data[at] & 0x80:
        at += 1
    return at + 1


TAGS = """
cmap head hhea hmtx maxp name OS/2 post cvt_ fpgm glyf loca prep CFF_ VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea
vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG_ sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar
gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill
"""
KNOWN = TAGS.split()
"""The tags a directory names by number (WOFF2, section 4.1, table 1)."""
