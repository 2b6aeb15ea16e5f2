"""How a release is cited."""

from datetime import UTC, datetime

import pytest

from app.publishing.citing import Cited, bibtex, line, names

AT = datetime(2026, 11, 23, tzinfo=UTC)


def cited(title: str, *authors: str, number: int = 1) -> Cited:
    return Cited(title, authors or ("Ana Kovač",), AT, number, "https://still.example/it/1", "Stillroom")


def test_names_in_a_sentence() -> None:
    assert names(["A"]) == "A"
    assert names(["A", "B"]) == "A and B"
    assert names(["A", "B", "C"]) == "A, B and C"


def test_a_line() -> None:
    said = line(cited("It", "Ana Kovač", "Noor Osei", number=2), "It")
    assert said == "Ana Kovač and Noor Osei (2026). It. Stillroom, update 2. https://still.example/it/1"


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Forgetting, then remembering", "Forgetting, then remembering"),
        ("50% of $O(n)$ & more_x", r"50\% of $O(n)$ \& more\_x"),
        ("} , evil = {1", r"\textbraceright{} , evil = \textbraceleft{}1"),
        ("A \\ and a $", r"A \textbackslash{} and a \$"),
        ("注意力\nin two lines", "注意力 in two lines"),
    ],
)
def test_bibtex_keeps_the_title_in_its_braces(title: str, kept: str) -> None:
    written = bibtex(cited(title))
    assert f"  title = {{{{{kept}}}}},\n" in written
    assert written.count("{") == written.count("}")


def test_a_whole_entry() -> None:
    assert (
        bibtex(cited("It works", "Ana Kovač", "The Kettle Group and Friends", number=2))
        == """@misc{kovac2026it,
  title = {{It works}},
  author = {Ana Kovač and {The Kettle Group and Friends}},
  year = {2026},
  month = nov,
  publisher = {Stillroom},
  note = {Update 2},
  url = {https://still.example/it/1}
}"""
    )
