"""A text with everything that is not prose blanked out, character for character, so that offsets stay true."""

import re
from collections.abc import Callable

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
FORMULA = "\ue000"
"""Stands for each character of a formula: a word that neither begins nor ends a sentence."""
CODE = "\ue001"
"""Stands for each character of code within a line."""
_DISPLAY = re.compile(r"\$\$.*?\$\$", re.DOTALL)
_BRACED = re.compile(r"^[ \t]*\\\[.*?\\\]", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"\$(?![\s$])(?:\\.|[^\\$\n]){0,1000}(?<=[^\s\\])\$(?!\d)|\\\((?:[^\\\n]|\\(?!\))){1,1000}\\\)")
_TICKS = re.compile(r"(?<!`)(`{1,2})(?!`)([^`\n]{1,1000})\1(?!`)")
_LINKED = re.compile(r"\[[^\[\]]{1,2000}\](?=\()")
_STOPS = str.maketrans(".!?…", ",,,,")
_BLANKED = re.compile(
    r"\[@[^\]\n]{1,400}\]"  # a citation
    r"|\[\^[^\]\s]{1,80}\]"  # the mark of a footnote
    r"|\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)"  # where a link leads
    r"|</?(?:details|summary|sup|sub|kbd|abbr|br)\b[^<>\n]{0,300}>"
    r"|https?://[^\s<>)\]]{1,2000}",
    re.IGNORECASE,
)


def masked(source: str) -> str:
    """The text without code, remarks, addresses and citations: blanks in their place, FORMULA for formulas.

    Newlines stay, and so does the length. What is linked as one, such as a quotation, has no stops.
    """
    text = _LINKED.sub(lambda found: found[0].translate(_STOPS), without_code(source))
    return _BLANKED.sub(_filled(" "), text)


def without_code(source: str) -> str:
    """The same with its links, citations and addresses left in place."""
    text = _without_fences(source)
    text = _within(text, "-->", COMMENT, " ")
    text = _DISPLAY.sub(_filled(FORMULA), text)
    text = _within(text, r"\]", _BRACED, FORMULA)
    text = _TICKS.sub(_filled(CODE), text)
    return _INLINE.sub(_filled(FORMULA), text)


def _without_fences(source: str) -> str:
    """Front matter and fenced code blanked out, line by line."""
    lines, fence = source.split("\n"), ""
    matter = lines[0].rstrip() == "---" and any(line.rstrip() == "---" for line in lines[1:60])
    for at, line in enumerate(lines):
        found = FENCE.match(line)
        if matter:
            matter = at == 0 or line.rstrip() != "---"
        elif fence:
            if found and found[1].startswith(fence) and not line[found.end() :].strip():
                fence = ""
        elif found:
            fence = found[1]
        else:
            continue
        lines[at] = " " * len(line)
    return "\n".join(lines)


def _within(text: str, closer: str, form: re.Pattern[str], sign: str) -> str:
    """Only up to the last closer, for behind it a thousand openers would each be searched to the end."""
    last = text.rfind(closer) + len(closer)
    return form.sub(_filled(sign), text[:last]) + text[last:] if last >= len(closer) else text


def _filled(sign: str) -> Callable[[re.Match[str]], str]:
    return lambda found: "\n".join(sign * len(line) for line in found[0].split("\n"))
