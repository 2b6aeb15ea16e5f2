"""Pure: a person's words as a query that arXiv's search API understands and cannot misread.

Source: https://info.arxiv.org/help/api/user-manual.html, section 5.1. Fields, phrases and AND are all that is used;
whatever else has a meaning there (brackets, wildcards, operators) is taken as a word or dropped.
"""

import re

from app.papers.arxiv.errors import BadQuery

LONGEST = 300
DEEPEST = 10_000
"""How far down its results arXiv lets anybody look."""
MOST_AT_ONCE = 100

_FIELDS = {"au": "au", "author": "au", "ti": "ti", "title": "ti", "abs": "abs", "cat": "cat"}
_PIECE = re.compile(r'(?:(?P<field>[a-zA-Z]+):\s*)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


def query(words: str) -> str:
    """`"exact phrase" au:name word` as `all:"exact phrase" AND au:name AND all:word`; raises BadQuery when nothing in
    it can be searched for, or it is longer than `LONGEST` characters."""
    if len(words) > LONGEST:
        raise BadQuery(f"That is too long to search arXiv for. Keep it under {LONGEST} characters.")
    terms = [term for piece in _PIECE.finditer(words) if (term := _term(piece))]
    if not terms:
        raise BadQuery("Type at least one word of the title, the abstract or an author's name to search arXiv.")
    return " AND ".join(terms)


def refuse_page(start: int, count: int) -> None:
    """Raises BadQuery for a page that arXiv does not serve."""
    if start < 0 or not 1 <= count <= MOST_AT_ONCE:
        raise BadQuery(f"A page of results holds 1 to {MOST_AT_ONCE} papers.")
    if start + count > DEEPEST:
        raise BadQuery(f"arXiv shows only the first {DEEPEST:,} results. Add a word to find fewer.")


def _term(piece: re.Match[str]) -> str | None:
    field = _FIELDS.get((piece["field"] or "").lower())
    text = piece["phrase"] if piece["phrase"] is not None else piece["word"]
    if piece["field"] and field is None:
        text = f"{piece['field']} {text}"
    if field == "cat":
        category = re.match(r"[A-Za-z-]{2,12}(?:\.[A-Za-z-]{2,12})?(?![\w.-])", text)
        return f"cat:{category[0]}" if category else None
    clean = " ".join(re.findall(r"\w+", text.replace("_", " ")))
    if not clean:
        return None
    quoted = f'"{clean}"' if " " in clean or clean in ("AND", "OR", "NOT", "ANDNOT", "TO") else clean
    return f"{field or 'all'}:{quoted}"
