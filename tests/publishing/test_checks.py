"""What is checked before publishing."""

from app.markup import Problem, Rendered
from app.publishing.checks import Quote, Subject, advice, blocking, quoted_share
from app.publishing.starting import pages


def drawn(*problems: Problem, words: int = 10, claims: int = 0) -> Rendered:
    return Rendered(html="", headings=[], problems=list(problems), words=words, formulas=0, claims=claims, blocks=[])


def subject(rendered: Rendered | None, **given: object) -> Subject:
    known = {"title": "T", "source": "", "reader": "R", "has_papers": False, "rendered": rendered}
    return Subject(**{**known, **given})  # type: ignore[arg-type]


def test_nothing_stands_in_the_way_of_a_page_with_a_title_and_a_text() -> None:
    assert all(found.ok for found in blocking(subject(drawn())))
    assert advice(subject(drawn())) == []


def test_only_what_would_leave_no_page_blocks() -> None:
    bad = [Problem(1, kind, "") for kind in ("formula", "alt", "image", "citation", "link", "note", "html")]
    assert all(found.ok for found in blocking(subject(drawn(*bad, claims=1), reader="", unsure=3)))
    assert [found.ok for found in blocking(subject(drawn(words=0), title=" "))] == [False, False, True]
    assert [found.ok for found in blocking(subject(None))] == [True, True, False]


def test_advice_is_in_words_and_says_where() -> None:
    problems = [Problem(4, "alt", ""), Problem(9, "alt", ""), Problem(7, "note", ""), Problem(2, "formula", "")]
    found = advice(
        subject(
            drawn(*problems, claims=16), reader=" ", unsure=1, credits=["", "Mei, CC BY"], asks=["An answer is due"]
        )
    )
    assert [(one.sentence, one.line, one.stage) for one in found] == [
        ("1 of 16 claims has no source passage", 7, "write"),
        ("A formula cannot be drawn and shows as its source", 2, "write"),
        ("2 figures are not described in words", 4, "write"),
        ("An image does not say its source and licence", None, "write"),
        ("It does not say whom it is written for", None, "write"),
        ("A place is marked as not sure; the marks are not published", None, "write"),
        ("An answer is due", None, "review"),
    ]


def test_a_piece_about_a_paper_that_never_leads_to_it() -> None:
    [found] = advice(subject(drawn(), has_papers=True))
    assert found.sentence == "No claim leads to a passage of the paper"


def test_how_much_is_quoted() -> None:
    quotes = [Quote("a", "A", "x" * 150), Quote("a", "A", "x" * 150), Quote("b", "B", "y" * 900, free=True)]
    asked = subject(drawn(claims=3), quotes=quotes, lengths={"a": 1000, "b": 1000})
    assert quoted_share(asked) == 0.15
    assert [found.sentence for found in advice(asked)] == [
        "A quoted passage is longer than 600 characters; quote less of it",
        "Quotes take 15% of what is here of “A”; at most 10% is fair",
    ]
    assert quoted_share(subject(drawn(), quotes=quotes)) == 0


def test_how_long_a_paper_says_it_is() -> None:
    assert pages("12 pages, 3 figures") == 12
    assert pages("Accepted; 1 page") == 1
    assert pages("") > 1000
