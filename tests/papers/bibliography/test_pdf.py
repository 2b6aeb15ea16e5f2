"""Reference lists in PDFs: found with a heading and without, split as each style marks them, cited as each is."""

import pytest

from app.errors import BadInput
from app.papers.bibliography.known_by import known_by
from app.papers.bibliography.pdf import entries_of_pdf
from app.papers.bibliography.pdf_joining import joined
from tests.papers.bibliography.printed import Put, column, pdf

BODY = [
    "1 A long road",
    "One thing was known [1]. It forgets slowly [2, 3]. Many say so [1-3] and",
    "others do not.",
    "2 A turn",
    "Ilves and Wren (2025) agree; so do others (Mets et al., 2024). Late work [Abc99] differs.",
]
NUMBERED = [
    "[1] M. Ilves and T. Wren. Forgetting at an even rate. arXiv preprint",
    " arXiv:2611.01234, 2025.",
    "[2] A. Mets, B. Sild, and C. Org. A turn of events. J. Mem. 12, 3-4 (2024), https://arxiv.org/",
    " abs/2611.00917.",
    "[3] D. Kask. CoRR, abs/2611.",
    " 05555, 2023. doi:10.1000/",
    " mem.1.",
]
FOUND = [["2611.01234"], ["2611.00917"], ["2611.05555"]]


def stripped(lines: list[str], mark: str = "") -> list[str]:
    """NUMBERED with another mark, or none, before each entry."""
    counted = iter(range(1, 100))
    return [mark.format(next(counted)) + line[4:] if line.startswith("[") else line for line in lines]


LISTS = {
    "brackets": ["References", *NUMBERED],
    "a numbered heading in capitals": ["7. REFERENCES", *NUMBERED],
    "small capitals": ["R EFERENCES", *NUMBERED],
    "no heading": [*NUMBERED, "[4] E. Tamm, Nothing (2020)."],
    "points": ["References", *stripped(NUMBERED, "{}. ")],
    "an indented second line": ["References", *stripped(NUMBERED)],
    "raised numbers": [
        "REFERENCES",
        *stripped([*NUMBERED, "[4] E. Tamm, Nothing (2020).", "[5] E. Tamm, More (2021)."], "{}"),
    ],
    "parentheses": ["Bibliography", *stripped(NUMBERED, "({}) ")],
    "names, and something after it": [
        "References",
        *stripped(NUMBERED),
        "A Proof of the theorem",
        "As arXiv:2611.07777 shows, it holds.",
        *["And so on."] * 9,
    ],
    "something after it": [
        "References",
        *NUMBERED,
        "A Proof of the theorem",
        "As arXiv:2611.07777 shows, it holds.",
        "And so on.",
    ],
}


@pytest.mark.parametrize("lines", LISTS.values(), ids=LISTS)
def test_splits_each_kind_of_list(lines):
    entries = entries_of_pdf(pdf(column([*BODY, *lines])))
    assert [entry.arxiv for entry in entries][:3] == FOUND
    assert entries[2].doi == ["10.1000/mem.1"]
    assert entries[0].text == "M. Ilves and T. Wren. Forgetting at an even rate. arXiv preprint arXiv:2611.01234, 2025."
    assert len(entries) == 3 + sum("Tamm" in line for line in lines)


FOOT = column(["© 2026. Made available", "under a licence of its own"], top=60)


def test_splits_a_list_over_columns_and_pages_past_what_stands_on_margins():
    pages = [
        [
            Put(72, 800, "Forgetting at an even rate"),
            *column([*BODY, "References", *NUMBERED[:2]]),
            *FOOT,
            Put(300, 30, "1"),
        ],
        [
            Put(72, 800, "Forgetting at an even rate"),
            *column(NUMBERED[2:4]),
            *column(NUMBERED[4:], left=320),
            *FOOT,
            Put(300, 30, "2"),
        ],
        [Put(72, 800, "Forgetting at an even rate"), *column(["A Proof of the theorem"]), *FOOT, Put(300, 30, "3")],
    ]
    entries = entries_of_pdf(pdf(*pages))
    assert [entry.arxiv for entry in entries] == FOUND
    assert not any("even rate" in entry.text for entry in entries[1:])
    assert not any("licence" in entry.text for entry in entries)


WORKS = [
    line
    for n in range(1, 13)
    for line in (
        [
            f"Ilves, M. and Wren, T. Forgetting at an even rate, part {n}, with",
            f" more of a title. arXiv:2611.{n:05d}, 2025.",
        ]
        if n % 2
        else [f"Mets, A. A short one. arXiv:2611.{n:05d}, 2024."]
    )
]
"""Twelve entries that only their second lines part, as name-and-year styles have them."""
EACH = [[f"2611.{n:05d}"] for n in range(1, 13)]


@pytest.mark.parametrize("leading", [12, 9, 8])
def test_splits_by_margins_however_close_the_lines(leading):
    entries = entries_of_pdf(pdf(column([*BODY, "References", *WORKS], leading=leading)))
    assert [entry.arxiv for entry in entries] == EACH


def test_a_list_may_begin_deep_in_a_column():
    words = column(["Some words that go on and on."] * 55, leading=12)
    entries = entries_of_pdf(pdf([*words, *column(["References", *WORKS], left=320)]))
    assert [entry.arxiv for entry in entries] == EACH


def test_a_list_may_end_in_a_column_that_begins_no_entry():
    first, second = ["References", *WORKS, "Org, C. The last of them, with"], [" a title of its own,", " 2020."]
    entries = entries_of_pdf(pdf([*column([*BODY, *first])], [*column(second)]))
    assert [entry.arxiv for entry in entries] == [*EACH, []]
    assert entries[-1].text == "Org, C. The last of them, with a title of its own, 2020."


def test_what_ends_pages_alike_but_for_an_identifier_is_no_running_head():
    entries = [[f"[{n}] M. Ilves. Number {n} of many,", f"arXiv:2611.{n:05d}."] for n in range(1, 5)]
    pages = [column([*BODY, "References", *entries[0]]), *(column(entry) for entry in entries[1:])]
    assert [entry.arxiv for entry in entries_of_pdf(pdf(*pages))] == EACH[:4]


def test_a_heading_may_be_said_again_on_the_next_page():
    listed = [f"[{n}] M. Ilves. Number {n} of many, arXiv:2611.{n:05d} (2025)." for n in range(1, 31)]
    pages = [column([*BODY, "References", *listed[:15]]), column(["References", *listed[15:]])]
    assert [entry.key for entry in entries_of_pdf(pdf(*pages))] == [str(n) for n in range(1, 31)]


def test_ligatures_of_a_font_that_does_not_say_its_letters_end_no_line():
    works = [line.replace("Forgetting", "Con\x0cned, \rat, di\x0berent, o\x0ece") for line in WORKS]
    entries = entries_of_pdf(pdf(column([*BODY, "References", *works])))
    assert [entry.arxiv for entry in entries] == EACH
    assert entries[0].text.startswith("Ilves, M. and Wren, T. Confined, flat, different, office at an even rate")


def test_numbers_of_lines_are_no_text():
    whole = [
        *BODY * 4,
        "References",
        *[line for n in range(1, 16) for line in (f"[{n}] M. Ilves, T. Wren. arXiv:", f"2611.{n:05d}, 2025.")],
    ]
    pages = [
        [
            Put(72, 760 - 12 * at, f"{20 * number + at} {line}")
            for at, line in enumerate(whole[20 * number : 20 * number + 20])
        ]
        for number in range(3)
    ]
    assert [entry.arxiv for entry in entries_of_pdf(pdf(*pages))] == [[f"2611.{n:05d}"] for n in range(1, 16)]


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        (("arXiv:2611.", "01234v2 [cs.LG]"), "2611.01234"),
        (("arXiv:", "2611.01234"), "2611.01234"),
        (("ar-", "Xiv:2611.01234"), "2611.01234"),
        (("arX-", "iv:2611.01234"), "2611.01234"),
        (("https://arxiv.", "org/abs/2611.01234"), "2611.01234"),
        (("CoRR, abs/", "2611.01234"), "2611.01234"),
        (("https://doi.org/10.48550/", "arXiv.2611.01234"), "2611.01234"),
        (("JHEP 05 (2017) 030 [2611.", "01234]."), "2611.01234"),
        (("available at math.SG/", "0007037."), "math/0007037"),
        (("hep-", "th/0501030"), "hep-th/0501030"),
        (("cond\x02", "mat/0501030"), "cond-mat/0501030"),
        (("doi:10.", "1000/mem.1"), "10.1000/mem.1"),
        (("doi:10.1000/s0925-", "8574(99)1."), "10.1000/s0925-8574(99)1"),
        (("doi:10.1000/V1/2020.", "ORG-MAIN.12."), "10.1000/v1/2020.org-main.12"),
        (("doi:10.1000/mem.1.", "W05509."), "10.1000/mem.1"),
        (("doi:10.1000/mem.1.", "2024. Next."), "10.1000/mem.1"),
    ],
)
def test_identifiers_are_whole_wherever_a_line_broke(lines, known):
    arxiv, doi = known_by(joined(lines))
    assert [*arxiv, *doi] == [known]


def test_a_link_says_what_is_not_printed():
    lines = column(
        ["References", "[1] M. Ilves. Forgetting. 2025.", "[2] A. Mets. A turn. 2024.", "[3] D. Kask. Third. 2023."]
    )
    lines[2] = Put(lines[2].left, lines[2].top, lines[2].text, "https://arxiv.org/abs/2611.00917")
    assert [entry.arxiv for entry in entries_of_pdf(pdf(lines))] == [[], ["2611.00917"], []]


def test_says_where_numbers_are_cited():
    cited = [
        [(one.section, one.sentence) for one in entry.cited]
        for entry in entries_of_pdf(pdf(column([*BODY, *LISTS["brackets"]])))
    ]
    road, many = "1 A long road", "Many say so [1-3] and others do not."
    assert cited == [
        [(road, "One thing was known [1]."), (road, many)],
        [(road, "It forgets slowly [2, 3]."), (road, many)],
        [(road, "It forgets slowly [2, 3]."), (road, many)],
    ]


def test_says_where_names_are_cited():
    entries = entries_of_pdf(pdf(column([*BODY, *LISTS["an indented second line"]])))
    assert [[one.sentence for one in entry.cited] for entry in entries] == [
        ["Ilves and Wren (2025) agree; so do others (Mets et al., 2024)."],
        ["Ilves and Wren (2025) agree; so do others (Mets et al., 2024)."],
        [],
    ]


def test_reads_labels():
    lines = [
        "References",
        "[Abc99] A. Abc. First. 1999.",
        "[IW25] M. Ilves, T. Wren. arXiv:2611.01234.",
        "[Zet+20] Z. Zet. Last. 2020.",
    ]
    entries = entries_of_pdf(pdf(column([*BODY, *lines])))
    assert [entry.key for entry in entries] == ["Abc99", "IW25", "Zet+20"]
    assert [len(entry.cited) for entry in entries] == [1, 0, 0]


def test_arxivs_stamp_is_no_reference():
    stamp = Put(20, 400, "arXiv:2611.09999v1 [cs.LG] 3 Nov 2026")
    entries = entries_of_pdf(pdf([*column(LISTS["brackets"]), stamp]))
    assert [entry.arxiv for entry in entries] == FOUND


def test_a_pdf_without_a_list_cites_nothing():
    assert entries_of_pdf(pdf(column(["Some words.", "References", "are missing here."]))) == []
    assert entries_of_pdf(pdf([])) == []


def test_a_broken_pdf_says_so():
    with pytest.raises(BadInput, match="broken"):
        entries_of_pdf(b"%PDF-1.4 and nothing else")


@pytest.mark.parametrize(
    "line", ["[1] A", "1. A", "[", "arXiv:2611.", "https://", "A. 2020.", "References", "(Ilves, 2020)"]
)
def test_no_text_makes_it_fail(line):
    entries_of_pdf(pdf(*[column(["References", *[line] * 55]) for _ in range(30)]))
