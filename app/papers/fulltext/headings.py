"""Which headings of LaTeXML a paper's outline is made of, and on which level each stands."""

_RANKS = {
    "part": 0,
    "chapter": 0,
    "abstract": 1,
    "section": 1,
    "appendix": 1,
    "bibliography": 1,
    "index": 1,
    "glossary": 1,
    "acknowledgements": 1,
    "subsection": 2,
    "subsubsection": 3,
    "paragraph": 4,
    "subparagraph": 5,
}
_CLASS = "ltx_title_"


def rank(classes: list[str]) -> int | None:
    """How deep a heading with these classes stands (a section 1, a chapter of a book 0), or None for another title."""
    for name in classes:
        if name.startswith(_CLASS) and (found := _RANKS.get(name.removeprefix(_CLASS))) is not None:
            return found
    return None


def is_title(classes: list[str]) -> bool:
    """Whether a heading with these classes is the title of the whole paper."""
    return f"{_CLASS}document" in classes
