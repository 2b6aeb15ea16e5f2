"""Names of people and groups as citations need them: CSL names from plain ones, surnames, names turned round. Pure.

A CSL name is `{"family", "given", "non-dropping-particle", "suffix"}`, or `{"literal"}` for a group or a single name
(CSL 1.0.2, names in the input data).
"""

import re
from collections.abc import Mapping, Sequence

Name = Mapping[str, str]

_GROUP = re.compile(
    r"\b(?:collaborations?|team|consortium|group|project|organi[sz]ation|institute|committee|foundation|university"
    r"|agency|society|association|openai|deepmind|anthropic)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset({
    *("van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "ter", "ten"),
    *("zu", "zur", "af", "av", "el", "al", "bin", "ibn", "st.", "'t"),
})  # fmt: skip
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def name_of(written: str) -> dict[str, str]:
    """The CSL name of a name as a paper writes it: `Jonas van der Berg`, `Ilves, Lena`, `The Kettle Collaboration`."""
    written = " ".join(written.split())
    if _GROUP.search(written):
        return {"literal": written}
    family, *given = written.split(",")
    if given:
        return _parts(given[-1].split(), family.split(), given[0].split() if len(given) > 1 else ())
    words = written.split()
    suffix = [words.pop()] if len(words) > 2 and words[-1].lower() in _SUFFIXES else []
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    if start < 1:
        return {"literal": written}
    return _parts(words[:start], [*words[start:]], suffix)


def _parts(given: list[str], family: list[str], suffix: Sequence[str] = ()) -> dict[str, str]:
    start = 0
    while start < len(family) - 1 and family[start].lower() in _PARTICLES:
        start += 1
    parts = {
        "family": " ".join(family[start:]),
        "given": " ".join(given),
        "non-dropping-particle": " ".join(family[:start]),
        "suffix": " ".join(suffix),
    }
    return {key: value for key, value in parts.items() if value}


def surname(name: Name) -> str:
    """The name somebody is cited by, with its particles; the whole name of a group."""
    return name.get("literal") or " ".join(filter(None, (_particle(name), name.get("family", "") or name.get("given"))))


def plain(name: Name) -> str:
    """The name in the order it is spoken: `Jonas van der Berg`."""
    if literal := name.get("literal"):
        return literal
    return " ".join(filter(None, (name.get("given"), _particle(name), name.get("family"), name.get("suffix"))))


def turned(name: Name) -> str:
    """The name as an alphabetical list puts it: `van der Berg, Jonas`."""
    if literal := name.get("literal"):
        return literal
    return ", ".join(filter(None, (surname(name), name.get("given") if name.get("family") else "", name.get("suffix"))))


def _particle(name: Name) -> str:
    return " ".join(filter(None, (name.get("dropping-particle"), name.get("non-dropping-particle"))))
