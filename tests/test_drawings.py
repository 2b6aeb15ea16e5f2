"""SVG drawings: what shows is kept, whatever acts, moves or reaches out is not; small bombs meet a limit."""

import base64
import io

import pytest
from defusedxml import ElementTree
from PIL import Image

from app.errors import BadInput, StillroomError, TooLarge
from app.pictures import Picture, redraw
from tests.costing import costs_at_most

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">'


def drawn(inside: str, head: str = HEAD) -> str:
    return redraw(f"{head}{inside}</svg>".encode()).data.decode()


def pixel() -> str:
    kept = io.BytesIO()
    Image.new("RGB", (2, 2), "red").save(kept, "PNG")
    return "data:image/png;base64," + base64.b64encode(kept.getvalue()).decode()


def test_shapes_words_colours_and_styles_stay() -> None:
    inside = (
        "<defs><linearGradient id='g'><stop offset='0' stop-color='red'/></linearGradient></defs>"
        "<style>.a, #b > path { fill: url(#g); stroke-width: 2px }</style><title>A &lt; B</title>"
        "<g transform='scale(2)' class='a'><path d='M0 0L1 1z' style='fill:#fff;opacity:.5'/>"
        "<text x='1' text-anchor='middle'>a<tspan>b</tspan><a href='https://x.example'>c</a></text>"
        "<use xlink:href='#b' x='3'/></g>"
    )
    for kept in (
        '<stop offset="0" stop-color="red">',
        ".a, #b &gt; path{fill:url(#g);stroke-width:2px}",
        "<title>A &lt; B</title>",
        '<g transform="scale(2)" class="a">',
        'style="fill:#fff;opacity:.5"',
        '<text x="1" text-anchor="middle">a<tspan>b</tspan>c</text>',
        '<use href="#b" x="3">',
    ):
        assert kept in drawn(inside)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<script xlink:href='https://x.example/a.js'/>",
        "<g onload='alert(1)' onclick='alert(1)'/>",
        "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='javascript:alert(1)'/></foreignObject>",
        "<a xlink:href='javascript:alert(1)'><rect width='1'/></a>",
        "<use href='https://x.example/a.svg#b'/>",
        "<use href='data:image/svg+xml;base64,AAAA#b'/>",
        "<image href='https://x.example/a.png'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
        "<image href='file:///etc/passwd'/>",
        "<feImage href='https://x.example/a.png'/>",
        "<style>@import url(https://x.example/a.css);</style>",
        "<style>@font-face { font-family: x; src: url(https://x.example/a.woff) } a { b: c }</style>",
        "<style>rect { fill: url(https://x.example/#a) } rect { background: url(//x.example) }</style>",
        "<style>rect { fill: u\\72l(https://x.example/#a) } *{behavior:url(#x)}</style>",
        "<style>rect { fill: image-set('https://x.example/a.png' 1x) }</style>",
        "<style>]]&gt;&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;</style>",
        "<rect style='fill:url(https://x.example/#a)'/>",
        "<rect fill='url(https://x.example/#a)' filter='url(//x.example/#a)' mask='url(x.svg#a)'/>",
        "<rect style='background:url(https://x.example);-moz-binding:url(https://x.example)'/>",
        "<animate attributeName='href' to='javascript:alert(1)'/><set attributeName='onload' to='alert(1)'/>",
        "<rect><animateTransform attributeName='transform' to='1'/></rect>",
        "<handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'>alert(1)</handler>",
        "<html:script xmlns:html='http://www.w3.org/1999/xhtml'>alert(1)</html:script>",
        "<x:svg xmlns:x='http://www.w3.org/2000/svg' onload='alert(1)'><x:script>alert(1)</x:script></x:svg>",
        "<metadata><secret>alert(1) GPS</secret></metadata><!-- alert(1) secret --><?xml-stylesheet href='x.css'?>",
        "<text xml:base='https://x.example/'>x</text>",
        "<rect fill='&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;'/>",
        "<switch><foreignObject><b xmlns='http://www.w3.org/1999/xhtml'>alert(1)</b></foreignObject></switch>",
        "<cursor xlink:href='https://x.example'/><rect cursor='url(https://x.example)'/>",
        "<audio xmlns='http://www.w3.org/1999/xhtml' src='https://x.example'/><iframe src='//x.example'/>",
    ],
)
def test_nothing_that_acts_moves_or_reaches_out_is_kept(hostile: str) -> None:
    kept = drawn(f"{hostile}<rect width='3' height='3'/>")
    for word in (
        "script",
        "alert(",
        "x.example",
        "javascript",
        "foreignObject",
        "animate",
        "secret",
        "@",
        "file:",
        "\\",
    ):
        assert word not in kept.replace("&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;", ""), kept
    root = ElementTree.fromstring(kept, forbid_dtd=True)
    for element in root.iter():
        assert element.tag.startswith("{http://www.w3.org/2000/svg}")
        assert not any(name.lower().startswith("on") for name in element.attrib)
        assert all(
            value.startswith(("#", "data:image/png")) for name, value in element.attrib.items() if "href" in name
        )
    assert 'width="3"' in kept, "what shows stays"


def test_the_writer_is_told_what_was_left_out() -> None:
    inside = "<script/><foreignObject/><animate/><image href='https://x.example'/><metadata/><rect/>"
    said = redraw(f"{HEAD}{inside}</svg>".encode()).left_out
    for word in ("a script", "text in HTML", "movement", "a picture it cannot hold"):
        assert word in said
    assert "metadata" not in said
    assert redraw(f"{HEAD}<rect/></svg>".encode()).left_out == ""


def test_a_picture_inside_is_drawn_anew() -> None:
    kept = drawn(f"<image width='2' xlink:href='{pixel()}'/><image href='data:image/png;base64,AAAA'/>")
    assert kept.count("<image") == 1
    assert 'href="data:image/png;base64,' in kept


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ("<svg width='10' height='5'>", (10, 5)),
        ("<svg width='3in' height='72pt'>", (288, 96)),
        ("<svg viewBox='0 0 30 10'>", (30, 10)),
        ("<svg viewBox='0,0,30,10' width='60'>", (60, 20)),
        ("<svg width='100%' height='100%' viewBox='-5 -5 20 40'>", (20, 40)),
        ("<svg>", (300, 150)),
        ("<svg width='9000' height='4500'>", (2400, 1200)),
    ],
)
def test_it_says_its_size_in_plain_numbers(head: str, size: tuple[int, int]) -> None:
    picture = redraw(f"{head}<rect/></svg>".encode())
    assert (picture.width, picture.height) == size
    assert picture.media_type == "image/svg+xml"
    root = ElementTree.fromstring(picture.data)
    assert float(root.get("width")) > 0
    assert root.get("viewBox")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_each_encoding_that_xml_names_is_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!-- made by hand -->{HEAD}<text>é</text></svg>'
    assert "<text>é</text>" in redraw(text.encode(encoding)).data.decode()


def chain(wide: int, deep: int) -> str:
    parts = (f"<g id='a{n}'>" + f"<use href='#a{n + 1}'/>" * wide + "</g>" for n in range(deep))
    return f"{''.join(parts)}<g id='a{deep}'><rect/></g><use href='#a0'/>"


PATTERNS = "".join(f"<pattern id='p{n}'>" + f"<rect fill='url(#p{n + 1})'/>" * 10 + "</pattern>" for n in range(8))
SHEET = "<style>rect{fill:url(#big)}</style><pattern id='big'>" + "<circle/>" * 300 + "</pattern>" + "<rect/>" * 300


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        (f"<!DOCTYPE svg [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]>{HEAD}<text>&b;</text></svg>", BadInput),
        (f"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>{HEAD}<text>&a;</text></svg>", BadInput),
        (f"<!DOCTYPE svg [<!ENTITY % a SYSTEM 'https://x.example'>%a;]>{HEAD}<rect/></svg>", BadInput),
        (f"{HEAD}{chain(10, 9)}</svg>", TooLarge),
        (f"{HEAD}{chain(1, 40)}</svg>", TooLarge),
        (f"{HEAD}<g id='a'><use href='#a'/></g></svg>", TooLarge),
        (f"{HEAD}{PATTERNS}<rect fill='url(#p0)'/></svg>", TooLarge),
        (f"{HEAD}{SHEET}</svg>", TooLarge),
        (HEAD + "<g>" * 5_000 + "</g>" * 5_000 + "</svg>", TooLarge),
        (HEAD + "<g/>" * 60_000 + "</svg>", TooLarge),
        (HEAD + "<!--" + "x" * 5_100_000 + "--></svg>", TooLarge),
        (f"{HEAD}<rect></svg>", BadInput),
        (f"{HEAD}<rect/>", BadInput),
        (f"{HEAD}</svg>", BadInput),
        ("<svg xmlns='http://www.w3.org/1999/xhtml'><rect/></svg>", BadInput),
        ("<?xml version='1.0'?><html><svg/></html>", BadInput),
        ("<svg width='1e9' height='1'><rect/></svg>", BadInput),
        ("<svg><rect xlink:href='#a'/></svg>", BadInput),
        (f"<?xml version='1.0' encoding='utf-7'?>{HEAD}<rect/></svg>", BadInput),
    ],
    ids=range(19),
)
def test_what_is_broken_or_a_bomb_is_refused_at_once(source: str, refusal: type[StillroomError]) -> None:
    with costs_at_most(3), pytest.raises(refusal) as refused:
        redraw(source.encode())
    assert refused.value.sentence.endswith(".")


def test_writing_anew_what_was_written_anew_changes_nothing() -> None:
    once: Picture = redraw(f"{HEAD}<style>.a{{fill:red}}</style><g class='a'><text>a &amp; b</text></g></svg>".encode())
    assert redraw(once.data) == once
