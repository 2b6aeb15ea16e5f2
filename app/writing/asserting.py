"""Which sentences assert something about a paper and name no source for it. Pure; a heuristic that explains itself.

A sentence is picked for naming the paper, its authors or a place in it together with a verb of finding, or for giving
a number as a result. It is left alone when it leads to a source, asks, supposes, or speaks of this text or its writer.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.writing.prose import Sentence

_VERBS = (
    r"(?:show|find|report|prove|argue|claim|conclude|observe|demonstrate|measure|train|propose|introduce|present|state|"
    r"define|establish|evaluate|compare|note|suggest|test|use|achieve|assume|call|describe|obtain|derive|fine-tune|"
    r"explain|identify|discover|estimate|analy[sz]e|replicate|attribute|apply|give|construct|build|develop)"
)
_FINDS = rf"(?:{_VERBS}(?:s|es|d|ed)?|found|shown|prove[ns]?d?|gave|built|applie[sd]|identif(?:y|ie[sd]))"
_ADVERB = r"(?:\s+(?:also|then|further|even|first|only|still|both|never|indeed|later|instead|\w{3,12}ly)){0,2}"
_HAD = r"(?:\s+(?:have|has|had|do|does|did|can|were able to|was able to))?"
_WORK = r"(?:paper|article|preprint|manuscript)"
_PAPER = re.compile(
    rf"\b(?:(?:the|this|that|their|his|her)\s+(?:original\s+|same\s+)?{_WORK}(?:['’]s)?|the\s+abstract)\b",
    re.IGNORECASE,
)
_AUTHORS = re.compile(r"\b(?:the|its|both|all)\s+(?:\w+\s+)?authors?(?:['’]s?)?\b|\bet\s+al\b", re.IGNORECASE)
_THEY = re.compile(rf"\bthey{_ADVERB}{_HAD}{_ADVERB}\s+{_FINDS}\b", re.IGNORECASE)
_THEIRS = re.compile(
    r"\btheir\s+(?:\w+\s+){0,2}(?:method|model|result|finding|experiment|approach|theorem|proof|baseline|dataset|benchmark|"
    r"algorithm|ablation|evaluation|analysis|probe)s?\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"§\s?\d[\d.]*|\b(?:Sections?|Fig(?:ure|s)?\.?|Tables?|Theorems?|Lemmas?|Propositions?|Corollar(?:y|ies)|Appendix|"
    r"Eq(?:uation)?s?\.?|Algorithms?)\s+\(?(?:\d+(?:\.\d+)*|[A-Z])\b"
)
_TELLS = re.compile(rf"\b(?:{_FINDS}|is|are|was|were|has|have|lists?|plots?|contains?|holds|says)\b", re.IGNORECASE)
_FIGURE = (
    r"(?:(?<![\d–-])[-+]?\d[\d,]*(?:[.–-]\d+)?(?:\s?(?:%|percent\b|per\s?cent\b|percentage\s+points?\b|points?\b)|[x×]\b|-fold\b|\s+times\b)"
    r"|\d[\d,]*\s+(?:out\s+)?of\s+(?:the\s+)?\d[\d,]*|\b(?:by\s+(?:half|a\s+third|a\s+quarter)|(?:twice|half)\s+as|tenfold)\b)"
)
_NUMBER = re.compile(_FIGURE, re.IGNORECASE)
_RESULT = re.compile(
    r"\b(?:achiev|reach|scor|improv|outperform|reduc|increas|decreas|drop|fell|falls?\b|ris(?:es|en)\b|rose\b|gain|lower|"
    r"higher|better|worse|faster|slower|more\s+than|less\s+than|fewer|compared|accura|error\s+rates?|precision|recall|beats?\b|"
    r"succe|right\s+in|correct|wrong|recover|explain|account|fail|win(?:s|\s+rate)?\b|won\b|agree|detect|perform)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\bI(?:['’](?:m|ve|d|ll))?\b|\b(?i:my|me|we['’]ll|let\s+us|let['’]s|our\s+(?:example|reader|story|picture)|here\s+we|"
    r"this\s+(?:post|text|piece|explainer|section|summary)|below|your?|you['’]re)\b"
)
_SUPPOSES = re.compile(
    r"\b(?:might|may|could|would|should|perhaps|maybe|possibly|probably|presumably|suppose|imagine|say,|picture|assume\s+(?:that|we)|"
    r"pretend|if|seems?|appears?\s+to|it\s+is\s+(?:un)?(?:clear|likely)|hopefully|guess|for\s+(?:example|instance)|e\.g\.|unclear)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(r"(?:See|Read|Recall|Consider|Take|Think|Note\s+that|Compare|Look|Try|Imagine|Suppose|Let|Say)\b")
_SHORTEST, _LONGEST = 4, 120
"""Words of a sentence that can assert something, and of what is no longer a sentence."""


@dataclass(frozen=True, slots=True)
class Unsourced:
    """A sentence that asserts something about a paper, and what gave it away, as one line for its writer."""

    sentence: Sentence
    why: str


def unsourced(sentences: Iterable[Sentence], names: Iterable[str] = ()) -> Iterator[Unsourced]:
    """The sentences without a source that assert something; `names` are surnames of the papers' authors."""
    known = _surnames(names)
    for sentence in sentences:
        if not sentence.sourced and (why := asserts(sentence.words, known)):
            yield Unsourced(sentence, why)


def asserts(words: str, named: re.Pattern[str] | None = None) -> str:
    """Why a sentence (as `prose.plain` reads it) asserts something about a paper; '' when it does not seem to."""
    if words.rstrip("\"'”’)").endswith(("?", ":")) or not _SHORTEST <= len(words.split()) <= _LONGEST:
        return ""
    if _INVITES.match(words) or _OWN.search(words) or _SUPPOSES.search(words):
        return ""
    return _of_the_paper(words, named) or _of_a_place(words) or _of_a_number(words)


def _of_the_paper(words: str, named: re.Pattern[str] | None) -> str:
    if found := _THEY.search(words):
        return f"It says what somebody found (“{_short(found[0])}”), and not where."
    if not _TELLS.search(words):
        return ""
    if found := _PAPER.search(words):
        return f"It says something of the paper (“{_short(found[0])}”), and not where it stands there."
    if found := _AUTHORS.search(words) or (named.search(words) if named else None):
        return f"It says what the authors did or found (“{_short(found[0])}”), and not where."
    if found := _THEIRS.search(words):
        return f"It says something of what they made (“{_short(found[0])}”), and not where it stands."
    return ""


def _of_a_place(words: str) -> str:
    found = _PLACE.search(words)
    if not found or not _TELLS.search(words):
        return ""
    return f"It names a place in the paper (“{_short(found[0])}”) without leading there."


def _of_a_number(words: str) -> str:
    found = _NUMBER.search(words)
    if not found or not _RESULT.search(words):
        return ""
    return f"It gives a number as a result (“{_short(found[0])}”)."


def _surnames(names: Iterable[str]) -> re.Pattern[str] | None:
    kept = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, kept))})(?!\w)") if kept else None


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 40 else f"{words[:39]}…"
