"""What our dialect adds between lines: display equations, comments, `<details>`.

Each function is a block rule of markdown-it: (state, first line, last line, silent) → whether it took lines.
"""

import re

from markdown_it.rules_block import StateBlock

_LABEL = r"(?:[ \t]*\{#(?P<label>eq-[A-Za-z0-9_-]{1,80})\})?[ \t]*\Z"
_CLOSERS = {"$$": re.compile(r"\$\$" + _LABEL), r"\[": re.compile(r"\\\]" + _LABEL)}
_LOOKS_LIKE_TEX = re.compile(r"\\[A-Za-z]|[\^_=]|\A\\\[[ \t]*\n")
_DETAILS = re.compile(r"<details(\s+open)?\s*>\s*(.*)\Z", re.IGNORECASE)
_SUMMARY = re.compile(r"<summary>(.*?)</summary>\s*\Z", re.IGNORECASE)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def equation(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    r"""`$$…$$` or `\[…\]` on lines of their own, with an optional `{#eq-name}` after the end."""
    text = _line(state, first)
    opener = text[:2]
    if opener not in _CLOSERS or state.is_code_block(first):
        return False
    end = _closing(state, first, last, opener)
    if end is None:
        return False
    line, match = end
    body = state.getLines(first, line + 1, state.blkIndent, False).strip()
    if opener == r"\[" and not _LOOKS_LIKE_TEX.search(body):
        return False  # a remark in escaped brackets, as other editors write them
    if not silent:
        token = state.push("math_block", "math", 0)
        token.content = body[2 : len(body) - len(match.group().rstrip())].strip()
        token.info = match.group("label") or ""
        token.map = [first, line + 1]
        token.markup = body
        state.line = line + 1
    return True


def _closing(state: StateBlock, first: int, last: int, opener: str) -> tuple[int, re.Match[str]] | None:
    """The line that closes it. A search that failed is remembered, so that a thousand openers are read once."""
    failed: dict[str, int] = state.env.setdefault("unclosed", {})
    if first < failed.get(opener, 0):
        return None
    closer, mark, line = _CLOSERS[opener], opener.replace("[", "]"), first
    while line < last:
        text = _line(state, line)[2 if line == first else 0 :]
        if line > first and (not text.strip() or state.sCount[line] < state.blkIndent):
            break
        if mark in text:
            match = closer.search(text, text.index(mark))
            return (line, match) if match and (match.start() or line > first) else None
        line += 1
    failed[opener] = line
    return None


def comment(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """`<!-- … -->` is a prompt or a remark to oneself: never shown. One that is never closed is text."""
    if not _line(state, first).startswith("<!--") or state.is_code_block(first):
        return False
    start = state.bMarks[first] + state.tShift[first]
    end = state.eMarks[last - 1]
    if start < state.env.get("unclosed_comment", -1):
        return False
    close = state.src.find("-->", start + 4, end)
    if close < 0:
        state.env["unclosed_comment"] = end
        return False
    if state.src[close + 3 : state.eMarks[first]].strip():
        return False  # words follow on the same line: it is an inline comment of their paragraph
    if not silent:
        _resume_after(state, first, close + 3)
    return True


def _resume_after(state: StateBlock, line: int, pos: int) -> None:
    """Goes on with what stands after the comment on its last line, as if the line began there."""
    while state.eMarks[line] < pos:
        line += 1
    rest = state.src[pos : state.eMarks[line]]
    if rest.strip():
        state.bMarks[line] = pos
        state.tShift[line] = len(rest) - len(rest.lstrip())
        state.sCount[line] = state.blkIndent
        state.line = line
    else:
        state.line = line + 1


def details(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """`<details>`, an optional `<summary>…</summary>`, Markdown, `</details>`, each tag on a line of its own."""
    match = _DETAILS.match(_line(state, first))
    if not match or state.is_code_block(first):
        return False
    if silent:
        return True
    close = _details_end(state, first, last)
    token = state.push("details_open", "details", 1)
    token.map, token.attrs = [first, close], {"open": ""} if match.group(1) else {}
    inner = first + 1
    summary = _SUMMARY.match(match.group(2))
    if not summary and not match.group(2) and inner < close and (summary := _SUMMARY.match(_line(state, inner))):
        inner += 1
    if summary:
        _push_summary(state, summary.group(1), inner - 1)
    before, parent = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, "details"
    state.md.block.tokenize(state, inner, close)
    state.lineMax, state.parentType = before, parent
    state.push("details_close", "details", -1)
    state.line = min(close + 1, last)
    return True


def _details_end(state: StateBlock, first: int, last: int) -> int:
    depth = 1
    for line in range(first + 1, last):
        text = _line(state, line).rstrip().lower()
        depth += text.startswith("<details") - (text == "</details>")
        if depth == 0:
            return line
    return last


def _push_summary(state: StateBlock, text: str, line: int) -> None:
    state.push("summary_open", "summary", 1)
    token = state.push("inline", "", 0)
    token.content, token.children, token.map = text, [], [line, line + 1]
    state.push("summary_close", "summary", -1)
