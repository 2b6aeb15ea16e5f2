"""How a release is cited: one plain line, and BibTeX. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

_SPECIAL = re.compile(r"[\\&%#_{}~^]")
_SPELLED = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
}  # fmt: skip
"""Braces too by name: BibTeX counts them even after a backslash."""
_FORMULA = re.compile(r"(?<!\\)(\$[^$]+\$)")


@dataclass(frozen=True)
class Cited:
    """What a citation says of a release; `title` as it was typed, formulas as TeX between dollars."""

    title: str
    authors: Sequence[str]
    at: datetime
    number: int
    url: str
    publisher: str
    note: str = ""


def line(cited: Cited, plain_title: str) -> str:
    """`Ana Kovač and Noor Osei (2026). Forgetting, then remembering. Stillroom, update 2. https://…`"""
    update = f", update {cited.number}" if cited.number > 1 else ""
    return f"{names(cited.authors)} ({cited.at.year}). {plain_title}. {cited.publisher}{update}. {cited.url}"


def names(authors: Sequence[str]) -> str:
    """Names in a sentence: `A`, `A and B`, `A, B and C`."""
    return " and ".join([", ".join(authors[:-1]), authors[-1]] if len(authors) > 1 else authors)


def bibtex(cited: Cited) -> str:
    """A BibTeX entry; formulas in the title stay mathematics."""
    fields = {
        "title": f"{{{_tex(cited.title)}}}",
        "author": " and ".join(_name(author) for author in cited.authors),
        "year": str(cited.at.year),
        "month": f"{cited.at:%b}".lower(),
        "publisher": _tex(cited.publisher),
        "note": _tex(cited.note) or (f"Update {cited.number}" if cited.number > 1 else ""),
        "url": cited.url,
    }
    body = ",\n".join(
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields.items()
        if value
    )
    return f"@misc{{{_key(cited)},\n{body}\n}}"


def _key(cited: Cited) -> str:
    first, last = (
        cited.title.split()[:1] or ["piece"],
        cited.authors[0].split()[-1:] if cited.authors else ["anonymous"],
    )
    return _plain("".join(last)) + str(cited.at.year) + _plain("".join(first))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower())


def _name(author: str) -> str:
    """A name as one unit where BibTeX would split it wrongly."""
    return (
        f"{{{_tex(author)}}}" if "," in author or " and " in f" {author} " or len(author.split()) > 3 else _tex(author)
    )


def _tex(text: str) -> str:
    parts = _FORMULA.split(" ".join(text.split()))
    return "".join(part if index % 2 else _escaped(part) for index, part in enumerate(parts))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _SPELLED.get(sign[0], "\\" + sign[0]), text).replace("$", r"\$")
