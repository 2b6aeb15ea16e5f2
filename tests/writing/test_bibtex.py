"""`.bib` files in and out: entries become CSL items and items become entries, and what cannot be read is named."""

import bibtexparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import BadInput
from app.writing.bibtex.reading import decoded, read
from app.writing.bibtex.writing import written

FILE = r"""% exported yesterday
@string{jk = "Journal of Kettles"}
@article{ilves2024, title = {A {K}ettle \& $O(n^2)$ for BERT}, journal = jk, volume = 4, number = 2, pages = {1--10},
  author = {Ilves, Mara and van der Berg, Jonas and {The Kettle Collaboration} and M{\"u}ller, Jr, J. and others},
  year = 2024, month = mar, doi = {10.1000/A\_b}}
@article{broken, title = {Never closed
@misc{sato, author = "Aiko Sato", title = "On boiling", eprint = {1706.03762}, archivePrefix = {arXiv}}
@inproceedings{child, crossref = {proc}, title = {A child}, author = {Jo Ek}}
@proceedings{proc, title = {Proceedings of Tea}, year = 2020, publisher = {Pot}}
@misc{empty, note = {only a note}}
@misc{twice, title = {First}, title = {Second}, year = {in press}}
@online{page, title = {A page}, url = {https://example.org/a_b}, date = {2023-05-07}}
@mastersthesis{ek, author = {Ek, Jo}, title = {Steam}, school = {Tartu}, year = 2001}
"""


def test_entries_become_items() -> None:
    items = {entry.name: entry.item for entry in read(FILE).entries}
    assert list(items) == ["ilves2024", "sato", "child", "proc", "twice", "page", "ek"]
    assert items["ilves2024"] == {
        "type": "article-journal",
        "title": "A Kettle & $O(n^2)$ for BERT",
        "author": [
            {"family": "Ilves", "given": "Mara"},
            {"family": "Berg", "given": "Jonas", "non-dropping-particle": "van der"},
            {"literal": "The Kettle Collaboration"},
            {"family": "Müller", "given": "J.", "suffix": "Jr"},
        ],
        "issued": {"date-parts": [[2024, 3]]},
        "container-title": "Journal of Kettles",
        "volume": "4",
        "issue": "2",
        "page": "1-10",
        "DOI": "10.1000/a_b",
    }
    assert (items["sato"]["archive"], items["sato"]["archive_location"]) == ("arXiv", "1706.03762")
    assert items["child"]["container-title"] == "Proceedings of Tea"
    assert items["child"]["issued"] == {"date-parts": [[2020]]}
    assert items["twice"] == {"type": "document", "title": "First", "issued": {"literal": "in press"}}
    assert items["page"]["issued"] == {"date-parts": [[2023, 5, 7]]}
    assert (items["ek"]["type"], items["ek"]["publisher"]) == ("thesis", "Tartu")


def test_what_cannot_be_read_is_named_and_harms_nothing_else() -> None:
    assert [(one.name, one.line) for one in read(FILE).refused] == [("broken", 6), ("empty", 10)]


def test_a_file_of_broken_entries_is_named_in_part() -> None:
    refused = read("@misc{a, title={Open\n" * 800).refused
    assert len(refused) == 501
    assert refused[-1].sentence == "So it is with 300 entries from here on."


def test_entries_with_one_key_all_come() -> None:
    assert [entry.item["title"] for entry in read("@misc{a, title={One}}\n@misc{a, title={Two}}").entries] == [
        "One",
        "Two",
    ]


def test_files_of_older_programs_are_read() -> None:
    (entry,) = read(decoded("\ufeff@misc{a,\r\n title={Tee für \0 alle}}".encode())).entries
    assert entry.item["title"] == "Tee für alle"
    (entry,) = read(decoded("@misc{a, title={Tee für alle}}".encode("latin-1"))).entries
    assert entry.item["title"] == "Tee für alle"


@pytest.mark.parametrize("text", ["", "no entries", "@", "@article", "@article{", "}" * 50, "@article{a, title = }"])
def test_scraps_do_no_harm(text: str) -> None:
    assert read(text).entries == []


def test_a_file_of_nothing_but_beginnings_is_refused() -> None:
    with pytest.raises(BadInput, match="5,000"):
        read("@a{b," * 30_000)


def test_what_is_written_is_read_again_the_same() -> None:
    entries = read(FILE).entries
    out = written((f"bib:{entry.name}", entry.item) for entry in entries)
    assert [(entry.name, entry.item) for entry in read(out).entries] == [(entry.name, entry.item) for entry in entries]


def test_keys_are_made_and_each_once() -> None:
    item = {"title": "The kettle", "author": [{"family": "Łoś", "given": "A."}], "issued": {"date-parts": [[2024]]}}
    out = written([("arxiv:1", item), ("doi:10.1/x", item), ("bib:own", item), ("paper:y", {"title": "?"})])
    assert list(bibtexparser.parse_string(out).entries_dict) == ["los2024kettle", "los2024kettle-2", "own", "work"]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
TITLES = st.lists(st.one_of(WORDS, st.sampled_from(["100%", "A&B", "a_b", "{", "}", "~", "^", "#1", "$5"])), min_size=1)


@settings(max_examples=150, deadline=None)
@given(TITLES)
def test_any_title_makes_an_entry_that_parses(words: list[str]) -> None:
    out = written([("bib:a", {"type": "book", "title": " ".join(words)})])
    library = bibtexparser.parse_string(out)
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == ["a"]
