"""Lines of a page put together as they were before they were broken: words, addresses and identifiers made whole."""

import re
from collections.abc import Iterable

_SOFT = "\x02"
"""What PDFium gives for a hyphen that it takes for one of a broken word."""
_ADDRESS_END = re.compile(r"(?:https?://|www\.|doi\.org|\b10\.\d{4,9}/|arxiv\.org|abs/)\S{0,300}$", re.IGNORECASE)
_BREAKABLE = re.compile(r"[/._=?&:%#~+-]$")
_GOES_ON = re.compile(r"(?=\S{0,200}[\d/_=.?&-])\S|[a-z]")
_NEXT_SENTENCE = re.compile(r"[^\W\d_a-z](?!\S{0,80}[./_-]\S{0,80}\d)|(?:1[89]|20)\d{2}[a-z]?(?![\d/_-]|\.\d)")
"""What after a full stop is a capital letter or a year rather than more of an address."""
_DOI_BEGUN = re.compile(r"(?<![\d.])10\.$")
_REGISTRANT = re.compile(r"\d{4,9}/")
_ARCHIVE = re.compile(r"(?<![\w/.-])[a-z]{2,5}(?:-[a-z]{2,4})?(?:\.[A-Za-z]{2}(?:-[a-z]{2,4})?)?/$")
_OLD_NUMBER = re.compile(r"\d{7}(?!\d)")
_HALF_ARCHIVE = re.compile(
    r"(?<![\w/.-])(?:acc|adap|alg|ao|astro|bayes|chao|chem|cmp|comp|cond|dg|funct|gr|hep|math|mtrl|nucl|patt|plasm|q"
    r"|quant|solv|supr)[-\x02]$"
)
_OTHER_HALF = re.compile(r"[a-z]{2,4}(?:\.[A-Za-z-]{2,9})?/\d{7}(?!\d)")
_HALF_ARXIV = re.compile(r"\bar[-\x02]$", re.IGNORECASE)
_IDENTIFIER = re.compile(r"(?:arxiv|abs|eprint|\[)\S{0,20}\W?\d{4}\.$", re.IGNORECASE)
_SERIAL = re.compile(r"\d{4,5}(?!\d)")
_IN_ADDRESS = re.compile(r"((?:https?://|www\.|doi\.org|\b10\.\d{4,9}/)[^\s\x02]{0,300})\x02")


def joined(lines: Iterable[str]) -> str:
    """The text of `lines` (without their ends) on one line. A hyphen at an end is taken out before a small letter."""
    whole = ""
    pieces: list[str] = []
    for line in lines:
        if not whole:
            whole = line
            continue
        if len(whole) > 600:
            pieces.append(whole[:-400])
            whole = whole[-400:]
        whole = _joined(whole, line)
    text = "".join([*pieces, whole])
    for _ in range(4):
        text = _IN_ADDRESS.sub(r"\1-", text)
    return text.replace(_SOFT, "")


def _joined(before: str, after: str) -> str:
    if _HALF_ARCHIVE.search(before) and _OTHER_HALF.match(after):
        return f"{before[:-1]}-{after}"
    if _HALF_ARXIV.search(before) and after.startswith("Xiv"):
        return before[:-1] + after
    if before.endswith(_SOFT) or _goes_on(before, after):
        return before + after
    if before.endswith("-") and len(before) > 1 and before[-2].isalpha() and after[:1].islower():
        return before[:-1] + after
    return f"{before} {after}"


def _goes_on(before: str, after: str) -> bool:
    """Whether an identifier or an address was broken between the two lines, and nothing stands at the break."""
    if _IDENTIFIER.search(before):
        return bool(_SERIAL.match(after))
    if _DOI_BEGUN.search(before):
        return bool(_REGISTRANT.match(after))
    if _ARCHIVE.search(before) and _OLD_NUMBER.match(after):
        return True
    if not _ADDRESS_END.search(before) or not _BREAKABLE.search(before):
        return False
    if before.endswith(".") and _NEXT_SENTENCE.match(after):
        return False
    return bool(_GOES_ON.match(after)) and not after.startswith(("http", "arXiv", "doi"))
