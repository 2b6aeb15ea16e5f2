"""CSL-JSON items as BibTeX entries, in UTF-8."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.papers.catalogue import folded
from app.writing.bibtex.kinds import BIBTEX_TYPES, MONTHS
from app.writing.csl import Item, arxiv_id, authors, year
from app.writing.names import Name, surname

_FORMULA = re.compile(r"(\$[^$]*\$)")
_SPECIAL = {
    "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}",
}  # fmt: skip
_CAPITAL = re.compile(r"(?<=\s)(\S*[A-ZÀ-Þ]\S*)|(?<!\S)(\S+[A-ZÀ-Þ]\S*)")
_WORD = re.compile(r"[a-z0-9]{4,}")
_UNFIT = re.compile(r"[^A-Za-z0-9:./+_-]+")


def written(works: Iterable[tuple[str, Item]]) -> str:
    """The works as a `.bib` file; each comes with the key a text cites it by."""
    names: set[str] = set()
    return "\n".join(_entry(_name(key, item, names), item) for key, item in works)


def _entry(name: str, item: Item) -> str:
    kind = BIBTEX_TYPES.get(str(item.get("type", "")), "misc")
    if kind == "phdthesis" and "master" in str(item.get("genre", "")).lower():
        kind = "mastersthesis"
    fields = "".join(f"  {field} = {{{value}}},\n" for field, value in _fields(kind, item) if value)
    return f"@{kind}{{{name},\n{fields}}}\n"


def _fields(kind: str, item: Item) -> Iterator[tuple[str, str]]:
    def text(name: str) -> str:
        return _texed(str(item.get(name, "")))

    yield "author", _people(item.get("author", ()))
    yield "editor", _people(item.get("editor", ()))
    yield "title", _guarded(text("title"))
    yield {"article": "journal"}.get(kind, "booktitle"), text("container-title")
    yield "series", text("collection-title")
    yield "volume", text("volume")
    yield "number", text("issue") or text("number")
    yield "pages", re.sub(r"(?<=\w)-(?=\w)", "--", text("page"))
    yield "edition", text("edition")
    if kind not in {"phdthesis", "mastersthesis"} or "master" not in str(item.get("genre", "")).lower():
        yield "type", text("genre")
    publisher = {"phdthesis": "school", "mastersthesis": "school", "techreport": "institution"}.get(kind, "publisher")
    yield publisher, "" if item.get("archive") == "arXiv" and item.get("publisher") == "arXiv" else text("publisher")
    yield "address", text("publisher-place")
    yield from _when(item)
    if arxiv := arxiv_id(item):
        yield "eprint", arxiv
        yield "archiveprefix", "arXiv"
        yield "primaryclass", text("archive_collection")
    yield "doi", str(item.get("DOI", ""))
    yield "isbn", text("ISBN")
    yield "url", re.sub(r"[{}\s\\]", "", str(item.get("URL", "")))
    yield "note", text("note")


def _when(item: Item) -> Iterator[tuple[str, str]]:
    yield "year", _texed(year(item))
    parts = (item.get("issued") or {}).get("date-parts") or [[]]
    if len(parts[0]) > 1:
        yield "month", MONTHS[parts[0][1] - 1]
    if len(parts[0]) > 2:
        yield "day", str(parts[0][2])


def _people(names: Iterable[Name]) -> str:
    return " and ".join(_person(name) for name in names)


def _person(name: Name) -> str:
    if literal := name.get("literal"):
        return f"{{{_texed(literal)}}}"
    parts = (surname(name), name.get("suffix", ""), name.get("given", "") if name.get("family") else "")
    return ", ".join(_texed(part) for part in parts if part) or "{}"


def _texed(text: str) -> str:
    """Text with what TeX would read as commands escaped; formulas between dollars stay as they are."""
    pieces = _FORMULA.split(text)
    return "".join(
        piece if at % 2 and piece.count("{") == piece.count("}") else "".join(_SPECIAL.get(one, one) for one in piece)
        for at, piece in enumerate(pieces)
    )


def _guarded(title: str) -> str:
    """A title whose capitals, other than its first, a style cannot make small."""
    pieces = re.split(r"(\$[^$]*\$|\\\w+\{\}|\\.)", title)
    return "".join(
        piece if at % 2 else _CAPITAL.sub(lambda found: f"{{{found[0]}}}", piece) for at, piece in enumerate(pieces)
    )


def _name(key: str, item: Mapping[str, Any], taken: set[str]) -> str:
    """The key of the entry: of a work from a `.bib` file its own, else like `ilves2026kettle`; each once."""
    scheme, _, value = key.partition(":")
    name = _UNFIT.sub("", value) if scheme == "bib" else ""
    if not name:
        people = authors(item)
        who = re.sub(r"[^a-z0-9]", "", folded(surname(people[0]))) if people else ""
        about = _WORD.search(folded(str(item.get("title", ""))))
        name = f"{who}{year(item) if year(item).isdigit() else ''}{about[0] if about else ''}" or "work"
    made, number = name, 1
    while made.lower() in taken:
        number += 1
        made = f"{name}-{number}"
    taken.add(made.lower())
    return made
