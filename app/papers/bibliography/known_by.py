"""By what a cited work is known elsewhere: the arXiv identifiers and DOIs in the text and the links of an entry.

Reference lists name arXiv in more ways than a person pastes: `CoRR, vol. abs/2611.01234`, `JHEP 05 (2017) 030
[1701.07873]`, `eprint 1702.02234`, `hep-ph 9901001`. Each is first written as the one parser reads it (identifiers.py).
Every repetition is bounded, so that no text makes a search slow.
"""

import re
from collections.abc import Iterable

from app.papers.identifiers import dois_in, named_in

LONGEST_ENTRY = 100_000
"""Characters of one entry that are looked through: an experiment's author list may run to sixty thousand."""

_NEW = r"[0-9]{4}\.[0-9]{4,5}(?:v[0-9]{1,2})?(?![0-9]|\.[0-9])"
_HYPHENED = (
    r"(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|dg-ga"
    r"|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|mtrl-th|nucl-ex|nucl-th|patt-sol|plasm-ph|q-alg|q-bio"
    r"|quant-ph|solv-int|supr-con)"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)


_ANY_ARCHIVE = rf"(?:{_HYPHENED}|cs|math|nlin|physics|stat|eess|econ|q-fin)(?:\.[a-z]{{2,3}}(?:-[a-z]{{2,5}})?)?"
_ADS = r"\b(?:19|20)[0-9]{2}arxiv"

_REWRITTEN = [
    (_pattern(rf"(?<![\w/.-])(?:arxiv\s?:\s?)?{_ANY_ARCHIVE}/(?={_NEW})"), "arXiv:"),
    (_pattern(rf"{_ADS}([0-9]{{4}})([0-9]{{5}})(?=[a-z]\b)"), r"arXiv:\1.\2 "),
    (_pattern(rf"{_ADS}([0-9]{{4}}\.[0-9]{{4}})(?=[a-z]\b)"), r"arXiv:\1 "),
    (_pattern(rf"(?<![\w/.:-])(?=(?:{_NEW})[,;.]{{0,2}}\s[\[(]?arxiv\b(?!\s?[:.\s]\s?[0-9]))"), "arXiv:"),
    (_pattern(rf"(?<![\w/.:-])abs/(?={_NEW})"), "arXiv:"),
    (_pattern(rf"(?:\b|_)e-?prints?\b\W{{1,4}}(?:(?:no|id)\b\.?\s?)?(?={_NEW})"), "arXiv:"),
    (_pattern(rf"[\[(]\s?(?={_NEW}\s?(?:[\]),;]|\[[a-z-]{{2,10}}(?:\.[a-z-]{{2,8}})?\]))"), "[arXiv:"),
    (
        _pattern(
            rf"(?<![\w/.-])arxiv\b(?:\s?[\[(][^\])\n]{{1,20}}[\])]|\s?\b(?:no|id|identifier|number|paper|pre-?print|article|report"
            rf"|repository|server|math|cs|physics|{_HYPHENED})\b\.?|[\s:,;.#–-]){{1,6}}(?={_NEW})"
        ),
        "arXiv:",
    ),
    (_pattern(rf"(?<![\w/.-])({_HYPHENED})\s?[ :/-]\s?(?=[0-9]{{7}}(?![0-9]))"), r"\1/"),
    (_pattern(r"(?<![\w/.-])(arxiv\s?:\s?[0-9]{4})\.\s(?=[0-9]{4,5}(?![0-9]))"), r"\1."),
]
_ALONE = _pattern(
    r"(?<![\w./:=@+-])(?<![/.:=@$€£] )(?<!pages )(?<!pp\. )(?<!rep\. )(?<!report )(?<!version )(?<!zbl )(?<!jfm )"
    r"(?<!zblatt )"
    r"([0-9]{4}\.[0-9]{4,5}(?:v[0-9]{1,2})?)(?![\w/%-]|\.[0-9])"
)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Where a browser or a typesetter may break a line."""
_HOW_IT_IS_SHOWN = re.compile(
    r"(?:/(?:full|abstract|pdf|epdf|meta|fulltext|references|summary)|\.(?:full\.)?pdf|[?&#][a-z_]{1,30}=.*)$"
)


def known_by(text: str, links: Iterable[str] = ()) -> tuple[list[str], list[str]]:
    """The arXiv identifiers (canonical, without version) and the DOIs (lower case, arXiv's own left out) by which an
    entry with this plain `text` and these `links` is known; each once, what the text says first."""
    whole = "\n".join([text[:LONGEST_ENTRY], *links]).translate(_UNSEEN)
    marked = whole
    for pattern, replacement in _REWRITTEN:
        marked = pattern.sub(replacement, marked)
    papers = named_in(marked) or named_in(_ALONE.sub(r"arXiv:\1", marked))
    return papers, list(dict.fromkeys(_HOW_IT_IS_SHOWN.sub("", doi) for doi in dois_in(whole)))
