"""Pure: the shapes in which arXiv identifiers and DOIs are met in the wild, as patterns with named groups.

Every pattern for an identifier has the groups `new`, or `archive` and `old`, and `version`; `identifiers.py` says
which of the matches can exist. Every repetition is bounded, so that nothing pasted makes a search slow.
"""

import re

_ARCHIVES = """
acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga
funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics
plasm-ph q-alg q-bio quant-ph solv-int supr-con
"""
OLD_ARCHIVES = frozenset(_ARCHIVES.split())

# Other people's front ends to arXiv, with what stands before the identifier in their addresses.
MIRRORS = {
    "xxx.lanl.gov": r"(?:abs|pdf|ps)/",
    "alphaxiv.org": r"(?:abs|pdf|overview|html)/",
    "ar5iv.org": r"(?:html|abs|pdf)/",
    "arxiv-vanity.com": r"papers/",
    "huggingface.co": r"papers/",
    "scirate.com": r"arxiv/",
    "emergentmind.com": r"papers/",
    "ui.adsabs.harvard.edu": r"abs/arxiv:",
    "semanticscholar.org": r"arxiv/",
    "api.semanticscholar.org": r"(?:corpusid/)?arxiv:",
    "front.math.ucdavis.edu": r"",
}
OWN_PATHS = r"(?:abs|pdf|html|ps|e-print|src|format|other|dvi|tb|ftp/(?:arxiv|[a-z-]{2,9})/papers/[0-9]{4})/"

_CLASS = r"(?:\.[a-z]{2}|\.[a-z]{3,6}(?:-[a-z]{2,5})?)?"
_ARCHIVE = rf"(?P<archive>[a-z]{{2,8}}(?:-[a-z]{{2,4}})?){_CLASS}"
_VERSION = r"(?:v(?P<version>[0-9]+))?"
_NUMBER = rf"(?:(?P<new>[0-9]{{4}}\.[0-9]+)|{_ARCHIVE}/+(?P<old>[0-9]+)){_VERSION}"
_WORD_ARXIV = r"(?:(?<![a-z0-9])|\\[a-z]{1,3})arxiv(?:\.org)?(?:\s+(?:pre|e|e-)?prints?)?"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)


BARE = _pattern(
    rf"/*(?:(?:oai:)?arxiv(?:\.org)?\s*:\s*)?{_NUMBER}(?:\.pdf)?(?:[/?#]\S*)?(?:\s*\[[\w.-]+\])?",
)
MARKED = _pattern(
    rf"(?:{_WORD_ARXIV}(?:\s*[:,.}}/\s]\s?){{0,3}}(?:arxiv\s*:\s*)?(?:abs/)?|corr\W{{1,9}}abs/){_NUMBER}(?![0-9a-z])"
)
BIBTEX = _pattern(rf"\beprint\s*=\s*[{{\"]\s*{_NUMBER}\s*[}}\"]")
UNMISTAKABLE = _pattern(
    rf"(?<![\w./-])(?P<new>(?!))?(?P<archive>{'|'.join(sorted(OLD_ARCHIVES))}){_CLASS}/(?P<old>[0-9]{{7}}){_VERSION}"
    r"(?![0-9a-z/])"
)
LOOKS_LIKE_ONE = _pattern(r"(?<![0-9.])[0-9]{4}\.[0-9]{4,5}(?![0-9])")
URL = _pattern(r"(?<![^\s\"'(\[{<>|=,;])(?:https?://|(?=(?:www\.|export\.)?arxiv\.org/))[^\s\"'<>{}|\\^`]+")
ADDRESS_LIKE = _pattern(r"(?<!\S)\S{0,500}?//\S*")
DOI = _pattern(r"(?<![0-9.])10\.[0-9]{4,9}/(?:[^\s\"<>{}|\\^`]|<[0-9]{1,6}:{1,2}[a-z0-9-]{1,30}>(?=[0-9])){1,300}")
"""In angle brackets: the part that old DOIs made from SICI codes have (ANSI/NISO Z39.56)."""
ARXIV_DOI = _pattern(rf"10\.48550/arxiv\.{_NUMBER}")
INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f]")
