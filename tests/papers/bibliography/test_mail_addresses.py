"""Addresses as papers write them: plain, sharing a domain in braces, in TeX."""

import gzip

import pytest

from app.errors import BadInput
from app.papers.bibliography.mail_addresses import addresses_in, digest, digests_of
from tests.costing import costs_at_most


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to mara@still.example.", ["mara@still.example"]),
        ("Mara.Ilves@Still.Example, jonas@still.example", ["mara.ilves@still.example", "jonas@still.example"]),
        ("{mara, jonas}@still.example", ["mara@still.example", "jonas@still.example"]),
        (r"\texttt{\{mara,jonas\}@still.example}", ["mara@still.example", "jonas@still.example"]),
        (r"$\{$mara, jonas$\}$@still.example", ["mara@still.example", "jonas@still.example"]),
        (r"\lbrace mara;jonas\rbrace @still.example", ["mara@still.example", "jonas@still.example"]),
        ("(mara|jonas) @ still.example", ["mara@still.example", "jonas@still.example"]),
        ("[mara / jonas]@still.example", ["mara@still.example", "jonas@still.example"]),
        (r"\href{mailto:mara\_i@still.example}{mail}", ["mara_i@still.example"]),
        (r"{\tt mara{@}still.example}", ["mara@still.example"]),
        ("mara [at] still.example", []),
        ("mara[at]still.example", ["mara@still.example"]),
        ("@article{ilves2026, title={A}}", []),
        ("speed @ 3.5 and a@b and x@1.2", []),
        ("the set {a, b} and @still.example", []),
    ],
)
def test_what_stands_there(text: str, found: list[str]) -> None:
    assert addresses_in(text) == found


@pytest.mark.parametrize("near", ["xmara@still.example", "mara@still.example.org", "mara@still", "mar@still.example"])
def test_a_part_of_an_address_is_another_one(near: str) -> None:
    assert "mara@still.example" not in addresses_in(f"Write to {near} only.")


def test_a_hostile_text_takes_no_time() -> None:
    with costs_at_most(10):
        for text in ("{" * 500_000 + "@", "a" * 500_000 + "@b.c", "{a}@" * 100_000, "@" * 300_000, "a.@b." * 100_000):
            addresses_in(text)


def test_of_a_source_only_digests_are_told() -> None:
    tex = b"\\documentclass{article}\n\\author{M}% old@gone.example\n\\email{\\{mara,jonas\\}@still.example}"
    assert digests_of(gzip.compress(tex)) == [digest("mara@still.example"), digest("Jonas@still.example")]
    with pytest.raises(BadInput, match="Only a PDF"):
        digests_of(b"%PDF-1.5 mara@still.example")
