"""What a Word document says, as Markdown; and what is refused, in words for people."""

import base64
import io
import re
import zipfile

import pytest

from app.docx import read_docx
from app.errors import BadInput
from app.markup import Facts, Renderer
from tests.docx_here import document, drawing, item, paragraph, run

BOLD, ITALIC, MONO = "<w:b/>", "<w:i/>", '<w:rFonts w:ascii="Courier New"/>'


def body(*paragraphs: str, **given: object) -> str:
    return read_docx(document("".join(paragraphs), **given)).body  # type: ignore[arg-type]


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def tex(inside: str) -> str:
    return body(f"<w:p><m:oMath>{inside}</m:oMath></w:p>").strip("$")


def test_headings_titles_and_words() -> None:
    read = read_docx(document("".join([
        paragraph("On kettles", "Titre"), paragraph("Why", "H1"), paragraph("Mine", "Own"),
        paragraph("Deep", "", '<w:outlineLvl w:val="2"/>'), paragraph("Contents ... 1", "Inhalt"), paragraph("Words."),
    ])))  # fmt: skip
    assert (read.title, read.body) == ("On kettles", "# Why\n\n# Mine\n\n### Deep\n\nWords.")


def test_forms_of_words_stand_in_marks_that_close() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    runs = [
        *(run("A "), run("kett", BOLD), run("le ", BOLD), run("sings", BOLD + ITALIC), run(" x"), run("2", raised)),
        *(run(" old", "<w:strike/>"), run(" f(x)", MONO), run(" plain", '<w:b w:val="0"/>'), run(" Note:", BOLD)),
        run("this"),
    ]
    assert body(paragraph("".join(runs))) == "A **kettle *sings*** x² ~~old~~ `f(x)` plain **Note**:this"


def test_signs_that_would_mean_something_else_are_kept_from_it() -> None:
    said = "2 * 3, _x_, snake_case, $5, [^1], &lt;b&gt;, $x$ a\\*b"
    assert body(paragraph(said)) == r"2 \* 3, \_x\_, snake_case, $5, [\^1], \<b>, \$x\$ a\\\*b".replace(
        r"\$x\$", r"\$x$"
    )
    assert body(paragraph("# no"), paragraph("1. no"), paragraph("- no")) == "\\# no\n\n1\\. no\n\n\\- no"


def test_links_lead_outside_and_nowhere_else() -> None:
    links = {"k1": "https://example.org/a_(b)", "k2": "file:///etc/passwd"}
    linked = (
        '<w:hyperlink r:id="k1">'
        + run("the report")
        + '</w:hyperlink><w:hyperlink r:id="k2">'
        + run(" local")
        + "</w:hyperlink>"
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://e.org" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run(" there")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert (
        body(paragraph(linked + field), links=links)
        == "[the report](<https://example.org/a_(b)>) local [there](https://e.org)"
    )


def test_lists_are_nested_and_counted() -> None:
    items = [item("copper", 1), item("thin", 1, 1), item("thinner", 1, 1), item("steel", 1), paragraph("Then"),
             item("fill", 2), item("slowly", 2, 1), item("wait", 2)]  # fmt: skip
    assert body(*items) == "- copper\n  - thin\n  - thinner\n- steel\n\nThen\n\n3. fill\n   1. slowly\n4. wait"
    assert body(item("copper", 1), item("fill", 2)) == "- copper\n\n3. fill", "a list that follows another"


def test_listings_and_quotations_are_put_together() -> None:
    code = paragraph(run("def a():", MONO)) + paragraph(run("    return `1`", MONO))
    found = body(code, paragraph("x = 1", "Src"), paragraph("Slow is smooth.", "Q"), paragraph("Fast.", "Q"))
    assert found == "```\ndef a():\n    return `1`\nx = 1\n```\n\n> Slow is smooth.\n>\n> Fast."


def test_tables_keep_their_columns() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = [
        cell("metal") + cell("k | W"),
        cell("both", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("400"),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert body(table) == "| metal | k \\| W |\n| --- | --- |\n| both |  |\n|  | 400 |"
    assert body(f"<w:tbl><w:tr>{cell('framed')}</w:tr></w:tbl>") == "framed"


def test_notes_stand_at_the_end_with_their_marks() -> None:
    notes = (
        '<w:footnote w:id="7">'
        + paragraph(run(" Bubbles ") + run("collapse", ITALIC))
        + paragraph("Often.")
        + "</w:footnote>"
    )
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    assert body(paragraph(run("Sings") + mark + run(" and") + mark), parts={"footnotes": notes}) == (
        "Sings[^1] and[^1]\n\n[^1]: Bubbles *collapse*\n\n    Often."
    )


def test_what_was_put_in_is_there_and_what_was_taken_out_is_not() -> None:
    changed = f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    read = read_docx(document(paragraph(changed)))
    assert read.body == "new"
    assert read.left == ["Of tracked changes, what was put in is in the text and what was taken out is not."]


def e(*inside: str) -> str:
    return "".join(f"<m:e>{one}</m:e>" for one in inside)


SUM = f'<m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{m("i=1")}</m:sub><m:sup>{m("n")}</m:sup>{e(m("i"))}'
MATRIX = f"<m:m><m:mr>{e(m('a'), m('b'))}</m:mr><m:mr>{e(m('c'), m('d'))}</m:mr></m:m>"
BRACE = '<m:dPr><m:begChr m:val="{"/><m:endChr m:val=""/></m:dPr>'
SQUARE = '<m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f"<m:sSup>{e(m('p'))}<m:sup>{m('2n')}</m:sup></m:sSup>", "p^{2n}"),
        (f"<m:f><m:num>{m('1')}</m:num><m:den>{m('α')}</m:den></m:f>", r"\frac{1}{α}"),
        (f"<m:nary>{SUM}</m:nary>", r"\sum_{i=1}^n i"),
        (f"<m:rad><m:deg>{m('3')}</m:deg>{e(m('x'))}</m:rad>", r"\sqrt[3]{x}"),
        (f"<m:d>{SQUARE}{e(MATRIX)}</m:d>", r"\begin{bmatrix}a & b \\ c & d\end{bmatrix}"),
        (f"<m:eqArr>{e(m('a&amp;=b'), m('c&amp;=d'))}</m:eqArr>", r"\begin{aligned}a&=b \\ c&=d\end{aligned}"),
        (f"<m:d>{BRACE}<m:e><m:eqArr>{e(m('1'), m('0'))}</m:eqArr></m:e></m:d>", r"\begin{cases}1 \\ 0\end{cases}"),
        (f"<m:func><m:fName>{m('sin')}</m:fName>{e(m('x'))}</m:func>", r"\sin x"),
        (f'<m:acc><m:accPr><m:chr m:val="\u0303"/></m:accPr>{e(m("x"))}</m:acc>', r"\tilde{x}"),
        (f"<m:limLow>{e(m('lim'))}<m:lim>{m('n→∞')}</m:lim></m:limLow>", r"\lim_{n→∞}"),
        (f'<m:r><m:rPr><m:scr m:val="double-struck"/></m:rPr><m:t>R</m:t></m:r>{m("_{%}")}', r"\mathbb{R}\_\{\%\}"),
    ],
)
def test_formulas_become_tex_that_is_drawn(inside: str, expected: str) -> None:
    assert tex(inside) == expected
    renderer = Renderer(1)
    try:
        assert "math-error" not in "".join(renderer.render(f"${expected}$", Facts(), form="page").html)
    finally:
        renderer.close()


def test_a_displayed_formula_stands_alone() -> None:
    assert (
        body(f"<w:p>{run('So ')}<m:oMathPara><m:oMath>{m('x=1')}</m:oMath></m:oMathPara></w:p>") == "So\n\n$$\nx=1\n$$"
    )


def test_pictures_come_along_and_none_is_ever_fetched() -> None:
    found = read_docx(
        document(
            paragraph(drawing("i1", "A [plot]")) + paragraph(drawing("k1")),
            files={"i1": b"PNG"},
            links={"k1": "https://e.org/x.png"},
        )
    )
    assert found.body == "![A \\[plot\\]](docx-picture:0)\n\n*Picture, not brought along: without a name*"
    assert [(one.mark, base64.b64decode(one.data)) for one in found.pictures] == [("docx-picture:0", b"PNG")]
    assert found.left == ["Some pictures did not come along; each is named where it stood."]


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as held:
        for name, data in parts.items():
            held.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def rewritten(data: bytes, part: str, inside: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, inside if name == part else old.read(name))
    return made.getvalue()


WHOLE = document(paragraph("Words."))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 50 + b'">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), r"an old Word \(\.doc\)"),
        (b"%PDF-1.7", "no Word document"),
        (b"", "no Word document"),
        (WHOLE[: len(WHOLE) // 2], "broken"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "no Word document"),
        (zipped(word__document=b"x"), "broken"),
        (rewritten(WHOLE, "word/document.xml", b"<w:document"), "broken"),
        (rewritten(WHOLE, "word/document.xml", BOMB), "broken"),
        (rewritten(WHOLE, "word/document.xml", b" " * (41 * 1024 * 1024)), "unpacks to more"),
        (rewritten(WHOLE, "word/document.xml", b"<a/>"), "has no text"),
    ],
    ids=["locked", "old", "pdf", "empty", "cut", "odt", "zip", "xml", "entities", "bomb", "nothing"],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_docx(data)
    assert re.search(says, refused.value.sentence)
