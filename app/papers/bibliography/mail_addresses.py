"""The e-mail addresses that stand in a paper: in its text, or in its LaTeX source. Pure.

Authors of one place often share theirs, as `{ada,rui}@lab.example`; TeX writes it with backslashes.
"""

import hashlib
import re

from app.errors import BadInput
from app.papers.bibliography.archive import read_source
from app.papers.bibliography.tex_reading import decoded, uncommented
from app.people.orcid.rules import orcids_in

MOST = 2_000
"""Addresses of one paper; a collaboration of thousands lists no more."""
_DOMAIN = re.compile(r"\s{0,2}([A-Za-z0-9][A-Za-z0-9.-]{0,252})")
_LOCAL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}\Z")
_ONE = re.compile(r"[A-Za-z0-9._%+'-]{1,64}")
_APART = re.compile(r"[\s,;|/]+")
_PAIRS = {"}": "{", ")": "(", "]": "["}
_GROUP = 2_000
"""How many characters those who share a domain may take."""
_WRITTEN = (
    (re.compile(r"\\(?:string|textasciitilde)?\s?@|\{@\}|\\symbol\{64\}|\\MVAt\b|\$@\$"), "@"),
    (re.compile(r"\[at\]|\(at\)", re.IGNORECASE), "@"),
    (re.compile(r"\$?\\([{}_%&#-])\$?"), r"\1"),
    (re.compile(r"\\(?:lbrace|textbraceleft)(?![A-Za-z])\s?(?:\{\})?"), "{"),
    (re.compile(r"\\(?:rbrace|textbraceright)(?![A-Za-z])\s?(?:\{\})?"), "}"),
    (re.compile(r"\\(?:textunderscore|allowbreak|linebreak|-)(?![A-Za-z])\s?"), ""),
    (re.compile(r"\$"), ""),
)


def addresses_in(text: str) -> list[str]:
    """The addresses that stand in a text, each once, in lower case and in order; those in one pair of braces too."""
    for written, meant in _WRITTEN:
        text = written.sub(meant, text)
    found: dict[str, None] = {}
    for at in (match.start() for match in re.finditer("@", text)):
        domain = _domain(text, at + 1)
        if domain and len(found) < MOST:
            found |= dict.fromkeys(f"{local}@{domain}".lower() for local in _locals(text, at))
    return list(found)


def _domain(text: str, start: int) -> str:
    """What stands behind an `@`, as far as it can be the name of a host."""
    match = _DOMAIN.match(text, start)
    domain = match[1].rstrip(".-") if match else ""
    labels = domain.split(".")
    return domain if len(labels) > 1 and all(labels) and not labels[-1].isdigit() else ""


def _locals(text: str, at: int) -> list[str]:
    """Who stands before an `@`: one, or all within a pair of braces."""
    before = text[max(0, at - _GROUP) : at].rstrip()
    if before[-1:] in _PAIRS:
        group = before[:-1].rpartition(_PAIRS[before[-1]])[2]
        if len(group) < len(before) - 1:
            parts = [part.strip(".'{}()[]") for part in _APART.split(group)]
            return [part for part in parts if _ONE.fullmatch(part)]
        return []
    match = _LOCAL.search(text[max(0, at - 65) : at])
    local = match[0].lstrip(".'-") if match else ""
    return [local] if local and len(local) < 65 else []


def digest(address: str) -> str:
    """What is kept of an address that stands in a source: its SHA-256, so that nobody can read it from there."""
    return hashlib.sha256(address.lower().encode()).hexdigest()


def digests_of(data: bytes) -> list[str]:
    """The digests of the addresses and ORCID iDs in the e-print in `data`. Raises BadInput where it is no source."""
    if b"%PDF" in data[:1_024]:
        raise BadInput("Only a PDF of this paper was submitted, so its source says nothing of its authors.")
    files = read_source(data, also=(".sty", ".cls"))
    own = (content for name, content in files.items() if name.lower().endswith((".tex", ".ltx", ".latex")))
    read = [uncommented(decoded(content)) for content in own]
    found = dict.fromkeys(one for text in read for one in (*addresses_in(text), *orcids_in(text)))
    return [digest(one) for one in list(found)[:MOST]]
