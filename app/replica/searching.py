"""arXiv's query language, as far as people use it: fields, phrases, AND, OR, ANDNOT, brackets.

Source: https://info.arxiv.org/help/api/user-manual.html, section 5.1.
"""

import re
from collections.abc import Callable

from app.replica.library import Paper

_TOKEN = re.compile(r'\(|\)|(?:ti|au|abs|co|jr|cat|all|id):\s*(?:"[^"]*"|[^\s()"]+)|"[^"]*"|[^\s()"]+')
Weight = Callable[[Paper], int]
_FIELDS: dict[str, Callable[[Paper], str]] = {
    "ti": lambda paper: paper.title,
    "au": lambda paper: " ; ".join(paper.authors),
    "abs": lambda paper: paper.abstract,
    "co": lambda paper: paper.comment,
    "jr": lambda paper: paper.journal_ref,
    "cat": lambda paper: " ".join(paper.categories),
    "id": lambda paper: paper.id,
}


class Misread(Exception):
    """The query cannot be understood."""


def score(query: str) -> Weight:
    """How well a paper answers a query: 0 for not at all. Raises Misread."""
    tokens = _TOKEN.findall(query)
    weigh = _either(tokens)
    if tokens:
        raise Misread(f"could not parse {query}")
    return weigh


def _either(tokens: list[str]) -> Weight:
    choices = [_both(tokens)]
    while tokens and tokens[0] == "OR":
        tokens.pop(0)
        choices.append(_both(tokens))
    return lambda paper: sum(weigh(paper) for weigh in choices)


def _both(tokens: list[str]) -> Weight:
    weigh = _one(tokens)
    while tokens and tokens[0] not in ("OR", ")"):
        negated = tokens[0] == "ANDNOT"
        if tokens[0] in ("AND", "ANDNOT"):
            tokens.pop(0)
        weigh = _joined(weigh, _one(tokens), negated)
    return weigh


def _joined(left: Weight, right: Weight, negated: bool) -> Weight:
    def weigh(paper: Paper) -> int:
        first, second = left(paper), right(paper)
        if negated:
            return 0 if second else first
        return first + second if first and second else 0

    return weigh


def _one(tokens: list[str]) -> Weight:
    if not tokens or tokens[0] in (")", "AND", "OR", "ANDNOT"):
        raise Misread("a word is missing")
    token = tokens.pop(0)
    if token == "(":
        weigh = _either(tokens)
        if not tokens or tokens.pop(0) != ")":
            raise Misread("a bracket is not closed")
        return weigh
    field, _, words = token.rpartition(":") if re.match(r"[a-z]{2,3}:", token) else ("all", "", token)
    return _holding(field, words.strip().strip('"'))


def _holding(field: str, words: str) -> Weight:
    wanted = _words(words)

    def weigh(paper: Paper) -> int:
        fields = [_FIELDS[field]] if field in _FIELDS else list(_FIELDS.values())
        return sum(f" {wanted} " in f" {_words(read(paper))} " for read in fields) if wanted else 0

    return weigh


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower().replace("_", " ")))
