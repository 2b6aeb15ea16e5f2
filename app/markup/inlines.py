"""What our dialect adds inside a line: mathematics, citations, references to equations, bare addresses, a few tags.

Each function is an inline rule of markdown-it: (state, silent) → whether it took something at `state.pos`.
"""

import re

from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline

from app.markup import caps

_WINDOW = 5 * caps.FORMULA
_INSIDE_TEXT = re.compile(r"\\(?:text\w*|mbox|hbox)\s*\{[^{}]*\Z")
_PRICE = re.compile(r"\d[^\\^_={}]*?\s[A-Za-z]{2,}[^\\^_={}]*\Z")
_CITATION = re.compile(r"\[@([A-Za-z]+:[^\s\]@][^\]\n]{0,2000})\](?!\(|\[(?![@^]))")
_FOOTNOTE = re.compile(r"\[\^([^\] \n]{1,200})\]")
_REFERENCE = re.compile(r"\\(eqref|ref)\{([A-Za-z0-9:_-]{1,100})\}")
_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9])(https?)\Z", re.IGNORECASE)
_ADDRESS = re.compile(r"://[^\s<>\x00-\x1f]{1,2000}")
_TAG = re.compile(r"<(/?)(sup|sub|kbd|abbr|br)(?:\s+title=\"([^\"<>]{0,200})\")?\s*/?>", re.IGNORECASE)


def formula(state: StateInline, silent: bool) -> bool:
    r"""`$…$`, `$$…$$`, `\(…\)`. A price is no formula (see `_dollar`); `\[` within a line is an escaped bracket."""
    src, pos = state.src, state.pos
    end = min(state.posMax, pos + _WINDOW)
    if src.startswith("$$", pos):
        found = _between(state, end, "$$")
    elif src[pos] == "$":
        found = _dollar(src, pos, end)
    elif src.startswith(r"\(", pos):
        found = _between(state, end, r"\)")
    else:
        return False
    if found is None:
        return False
    if not silent:
        display = src.startswith("$$", pos)
        token = state.push("math_display" if display else "math_inline", "math", 0)
        token.content, token.markup = found[0], src[pos : found[1]]
    state.pos = found[1]
    return True


def _between(state: StateInline, end: int, closer: str) -> tuple[str, int] | None:
    pos = state.pos
    if state.html_terminator_last(closer) < pos + 2:  # kept by the state: a thousand openers are searched once
        return None
    close = state.src.find(closer, pos + 2, end)
    body = state.src[pos + 2 : close].strip()
    return (body, close + 2) if close >= 0 and body else None


def _dollar(src: str, pos: int, end: int) -> tuple[str, int] | None:
    """As pandoc: no space inside either dollar, no digit after the second; and nothing that reads as two prices."""
    start = close = pos + 1
    for _ in range(8):  # each round steps over a dollar inside \text{…}
        close = _next_dollar(src, close, end)
        if close < 0:
            return None
        if not _INSIDE_TEXT.search(src, start, close):
            break
        close += 1
    body = src[start:close]
    if not body or body[0].isspace() or body[-1].isspace() or src[close : close + 1] != "$":
        return None
    if src[close + 1 : close + 2].isdigit() or _PRICE.match(body):
        return None
    return body, close + 1


def _next_dollar(src: str, pos: int, end: int) -> int:
    while (pos := src.find("$", pos, end)) >= 0:
        before = pos
        while src[before - 1] == "\\":
            before -= 1
        if (pos - before) % 2 == 0:
            return pos
        pos += 1
    return -1


def citation(state: StateInline, silent: bool) -> bool:
    """`[@arxiv:1706.03762]`, `[@doi:10.1000/x, p. 3]`, `[@arxiv:…; @doi:…]`."""
    match = _CITATION.match(state.src, state.pos, state.posMax) if state.src.startswith("[@", state.pos) else None
    if not match:
        return False
    if not silent:
        token = state.push("citation", "span", 0)
        token.content = match.group()
        token.meta = {"works": [_work(part) for part in re.split(r";\s*@", match.group(1))]}
    state.pos = match.end()
    return True


def _work(written: str) -> tuple[str, str]:
    """The key, its scheme in lower case, and the place in the work ("p. 3") when one is given.

    A DOI may hold a comma, so a blank after it is what ends a key; an arXiv id ends at any.
    """
    scheme, colon, rest = written.strip().partition(":")
    value, _, place = rest.partition("," if scheme.lower() == "arxiv" else ", ")
    return scheme.lower() + colon + value.strip(), place.strip()


def reference(state: StateInline, silent: bool) -> bool:
    r"""`\eqref{eq-loss}` and `\ref{fig-loss}` outside a formula."""
    match = _REFERENCE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "\\" else None
    if not match:
        return False
    if not silent:
        token = state.push("reference", "a", 0)
        token.content = match.group(2)
    state.pos = match.end()
    return True


def footnote(state: StateInline, silent: bool) -> bool:
    """`[^name]`, whether or not it has a text: the writer is told where it has none."""
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax) if state.src.startswith("[^", state.pos) else None
    if not match:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": match.group(1)}
    state.pos = match.end()
    return True


def footnote_text(state: StateInline, silent: bool) -> bool:
    """`^[…]`, a footnote written within the line. Its words are the children of the token."""
    start, most = state.pos, state.posMax
    if not state.src.startswith("^[", start) or start + 2 >= most:
        return False
    end = parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.meta, token.children = {"label": ""}, []
        state.md.inline.parse(state.src[start + 2 : end], state.md, state.env, token.children)
    state.pos, state.posMax = end + 1, most
    return True


def address(state: StateInline, silent: bool) -> bool:
    """A bare `http://…` or `https://…`; the scheme already stands in `state.pending`."""
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-20:])
    match = _ADDRESS.match(state.src, state.pos, state.posMax)
    rest = _trimmed(match.group()) if match else ""
    if not scheme or len(rest) < 4 or not rest[3].isalnum():
        return False
    if not silent:
        written = scheme.group(1) + rest
        state.pending = state.pending[: -len(scheme.group(1))]
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(written)}
        state.push("text", "", 0).content = written
        state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _trimmed(rest: str) -> str:
    """Without the punctuation that ends a sentence around it (GFM 6.9), and without a bracket it did not open."""
    while rest and (rest[-1] in "?!.,:;*_~'\"]|" or (rest[-1] == ")" and rest.count(")") > rest.count("("))):
        rest = rest[:-1]
    return rest


def tag(state: StateInline, silent: bool) -> bool:
    """`<sup> <sub> <kbd> <abbr title="…"> <br>` are kept and `<!-- … -->` is dropped; any other tag stays text."""
    if state.src[state.pos] != "<":
        return False
    if state.src.startswith("<!--", state.pos):
        return _comment(state)
    match = _TAG.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("tag", match.group(2).lower(), 0)
        token.info = match.group(1)
        token.attrs = {"title": match.group(3)} if match.group(3) else {}
        token.content = match.group()
    state.pos = match.end()
    return True


def _comment(state: StateInline) -> bool:
    if state.html_terminator_last("-->") < state.pos + 4:
        return False
    close = state.src.find("-->", state.pos + 4, state.posMax)
    if close < 0:
        return False
    state.pos = close + 3
    return True
