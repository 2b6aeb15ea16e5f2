"""Pure: find the arXiv identifier, or the DOI, in what a person pasted.

Source: https://info.arxiv.org/help/arxiv_identifier.html. New identifiers (since April 2007) are YYMM.NNNN, with
five digits at the end since January 2015; old ones are archive/YYMMNNN, a subject class (`math.GT/…`) being dropped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from app.errors import BadInput
from app.papers.identifier_forms import (
    ADDRESS_LIKE,
    ARXIV_DOI,
    BARE,
    BIBTEX,
    DOI,
    INVISIBLE,
    LOOKS_LIKE_ONE,
    MARKED,
    MIRRORS,
    OLD_ARCHIVES,
    OWN_PATHS,
    UNMISTAKABLE,
    URL,
)

LONGEST_TEXT = 5_000

EXAMPLES = "An arXiv identifier looks like 1706.03762 or hep-th/9901001."


class NoIdentifier(BadInput):
    """The text holds no arXiv identifier, or more than one; the sentence says why."""

    code = "no_identifier"


@dataclass(frozen=True, order=True)
class ArxivId:
    """A paper on arXiv in its canonical form, and the version asked for (None: the newest)."""

    id: str
    version: int | None = None

    def __str__(self) -> str:
        return self.id if self.version is None else f"{self.id}v{self.version}"


def parse(text: str) -> ArxivId:
    """The one arXiv identifier in `text`: an identifier, an address at arXiv or a mirror, a DOI of arXiv's, or a line
    of a bibliography holding one of these. Raises NoIdentifier, whose sentence tells a person why there is none."""
    text = text.strip()
    _refuse_unreadable(text)
    if bare := BARE.fullmatch(text.strip("\"'<>()[]{},;. ")):
        return _checked(bare)
    found, problems = _read(_named(text))
    if len(found) == 1:
        return found[0]
    if found:
        both = " and ".join(str(one) for one in found[:2])
        raise NoIdentifier(f"This names more than one paper or version ({both}). Paste one at a time.")
    raise problems[0] if problems else NoIdentifier(_why_none(text))


def find_doi(text: str) -> str | None:
    """The first DOI in `text` that is not one of arXiv's, in lower case without what surrounds it; None without one."""
    return next(iter(dois_in(text[:LONGEST_TEXT])), None)


def is_doi(text: str) -> bool:
    """Whether the whole of `text` is a DOI as `find_doi` gives it (DOI Handbook, 2.2)."""
    return DOI.fullmatch(text) is not None and next(_dois(text), None) == text.lower()


def named_in(text: str) -> list[str]:
    """Every paper that `text` marks as arXiv's, in canonical form without a version, each once. Numbers that cannot be
    on arXiv are passed over. Linear in the length of `text`."""
    return list(dict.fromkeys(one.id for one in _read(_named(text))[0]))


def dois_in(text: str) -> list[str]:
    """Every DOI in `text` that is not one of arXiv's, in lower case, in order, each once."""
    return [doi for doi in dict.fromkeys(_dois(text)) if not doi.startswith("10.48550/arxiv.")]


def _refuse_unreadable(text: str) -> None:
    if not text:
        raise NoIdentifier(f"There is nothing here yet. {EXAMPLES}")
    if len(text) > LONGEST_TEXT:
        raise NoIdentifier("This is too long to look through. Paste only the identifier, the address or one reference.")
    if hidden := INVISIBLE.search(text):
        raise NoIdentifier(
            f"There is an invisible character (U+{ord(hidden[0]):04X}) in this. Type the identifier by hand."
        )


def _named(text: str) -> Iterator[re.Match[str]]:
    """Every number that the text marks as arXiv's: in an address, in a DOI, after the word arXiv, by its archive."""
    yield from filter(None, (_in_address(address) for address in URL.findall(text)))
    yield from filter(None, (ARXIV_DOI.fullmatch(doi) for doi in _dois(text)))
    rest = DOI.sub(" ", ADDRESS_LIKE.sub(" ", URL.sub(" ", text)))
    for pattern in (MARKED, BIBTEX, UNMISTAKABLE):
        yield from pattern.finditer(rest)


def _in_address(address: str) -> re.Match[str] | None:
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host, path = (parts.hostname or "").removeprefix("www.").rstrip("."), unquote(parts.path).lstrip("/")
    except ValueError:
        return None
    own = host == "arxiv.org" or host.endswith(".arxiv.org")
    before = OWN_PATHS if own else MIRRORS.get(host)
    if before is None or parts.username is not None:
        return None
    named = re.match(before, path, re.IGNORECASE)
    return BARE.fullmatch(path[named.end() :].rstrip(".,;:)]")) if named else None


def _dois(text: str) -> Iterator[str]:
    for found in DOI.findall(unquote(text).replace("\\_", "_")):
        doi = found.lower()
        while doi[-1] in ".,;:'!?*" or (doi[-1] in ")]" and doi.count(doi[-1]) > doi.count("(["[")]".index(doi[-1])])):
            doi = doi[:-1]
        if not doi.endswith("/"):
            yield doi


def _read(matches: Iterator[re.Match[str]]) -> tuple[list[ArxivId], list[NoIdentifier]]:
    """One identifier for each paper and version, and what was wrong with the others. A mention without a version adds
    nothing to one with."""
    every: dict[ArxivId, None] = {}
    problems: list[NoIdentifier] = []
    for match in matches:
        try:
            every[_checked(match)] = None
        except NoIdentifier as problem:
            problems.append(problem)
    versioned = {one.id for one in every if one.version is not None}
    return [one for one in every if one.version is not None or one.id not in versioned], problems


def _checked(match: re.Match[str]) -> ArxivId:
    version = int(match["version"]) if match["version"] and len(match["version"]) <= 4 else None
    if match["version"] and not version:
        raise NoIdentifier(f"There is no version {match['version'][:12]} of a paper: versions count from 1.")
    if match["new"]:
        return ArxivId(_new(match["new"]), version)
    return ArxivId(_old(match["archive"].lower(), match["old"]), version)


def _new(number: str) -> str:
    month, serial = number.split(".")
    _refuse_month(number, month)
    if month < "0704":
        raise NoIdentifier(f"{number} cannot be on arXiv: identifiers of this form began in April 2007.")
    digits = 4 if month < "1501" else 5
    if len(serial) != digits:
        raise NoIdentifier(
            f"{number[:24]} cannot be on arXiv: there would be {digits} digits after the point for that month, "
            f"and this has {len(serial)}. Check it against where you found it."
        )
    _refuse_zero(number, serial)
    return number


def _old(archive: str, number: str) -> str:
    whole = f"{archive}/{number}"
    if archive not in OLD_ARCHIVES:
        raise NoIdentifier(
            f"{whole[:40]} is not an arXiv identifier: arXiv has no archive “{archive[:20]}”. {EXAMPLES}"
        )
    if len(number) != 7:
        raise NoIdentifier(f"{whole[:40]} cannot be on arXiv: there would be seven digits after the archive's name.")
    _refuse_month(whole, number[:4])
    if "0703" < number[:4] < "9101":
        raise NoIdentifier(f"{whole} cannot be on arXiv: identifiers of this form ran from 1991 to March 2007.")
    _refuse_zero(whole, number[4:])
    return whole


def _refuse_month(whole: str, month: str) -> None:
    if not "01" <= month[2:] <= "12":
        raise NoIdentifier(f"{whole[:40]} cannot be on arXiv: its month would be {month[2:]}.")


def _refuse_zero(whole: str, serial: str) -> None:
    if not serial.strip("0"):
        raise NoIdentifier(f"{whole[:40]} cannot be on arXiv: papers of a month count from 1.")


def _why_none(text: str) -> str:
    if URL.search(text) or "://" in text:
        return f"This address does not lead to a paper on arXiv. {EXAMPLES}"
    if (doi := find_doi(text)) is not None:
        return f"The DOI {doi[:80]} is not one of arXiv's. Such a work can be entered by hand."
    if LOOKS_LIKE_ONE.search(text):
        return "A number here could be an identifier, but nothing says that it is arXiv's. Paste it alone."
    return f"There is no arXiv identifier here. {EXAMPLES}"
