"""Where a LaTeX source cites each entry: every `\\cite` of natbib, biblatex and others, with section and sentence."""

import dataclasses
import re
from collections.abc import Iterator, Mapping

from app.papers.bibliography.passages import Passage, passages
from app.papers.bibliography.sentences import mark, sentences_of_marks
from app.papers.bibliography.shapes import Entry, Mention
from app.papers.bibliography.tex_groups import argument, option
from app.papers.bibliography.tex_macros import Macro
from app.papers.bibliography.tex_text import shown

LONGEST_RANGE = 100
MOST_MENTIONS = 2_000
"""Of one entry: more are no help to anybody."""

_CITE = re.compile(r"\\(?P<name>[A-Za-z]{0,20}[cC]ite[A-Za-z]{0,20}|bibentry|nocite)\*?(?![A-Za-z@])")
_COMMANDS_ABOUT_CITING = """
citestyle setcitestyle citetext citenamefont bibcite defcitealias DeclareCiteCommand newcites citeindextrue citenumfont
citedash citemid citeleft citeright citeform citepunct citeguide citenote citesort
"""
_NOT_CITING = frozenset(_COMMANDS_ABOUT_CITING.split())
_KINDS = re.compile(r"\\newcites\s*\{([^{}]{1,200})\}")
_ALTERED = re.compile(r"\s*<[^<>]{0,200}>")
_RANGE = re.compile(r"\s*(?:--?-?|–|~?to~?)\s*\Z")
_AUTHOR_YEAR = re.compile(
    r"\\(?:citeauthoryear\s*\{[^{}]{0,500}\}|astroncite)\s*\{((?:[^{}]|\{[^{}]{0,99}\}){1,500})\}\s*\{([^{}]{1,30})\}"
)
_NAME_AND_YEAR = re.compile(r"([^()]{1,200}?)\s?\(\s?([^()]{1,20})\)")


def citations(tex: str) -> Iterator[tuple[str, int, int]]:
    """Each cited key with where its command begins and ends; `\\nocite` counts here, not as a mention."""
    for match, keys, end in _commands(tex):
        yield from ((key, match.start(), end) for key in keys)


def further_kinds(tex: str) -> list[str]:
    """The kinds of reference that multibib adds, each with a .bbl of its own."""
    return [kind.strip() for found in _KINDS.finditer(tex) for kind in found[1].split(",")]


def with_mentions(
    entries: list[Entry], tex: str, macros: Mapping[str, Macro], labels: Mapping[str, str]
) -> list[Entry]:
    """`entries`, each with every place where `tex` cites it. `labels` say how natbib prints a key."""
    places = {entry.key: number for number, entry in reversed(list(enumerate(entries))) if entry.key}
    names = {key: _printed(labels.get(key, ""), number) for key, number in places.items()}
    mentions: dict[int, list[Mention]] = {}
    for passage in passages(tex):
        if "ite" in passage.tex or "bibentry" in passage.tex:
            for number, mention in _mentions(passage, places, names, macros):
                if len(kept := mentions.setdefault(number, [])) < MOST_MENTIONS:
                    kept.append(mention)
    return [dataclasses.replace(entry, cited=mentions.get(number, [])) for number, entry in enumerate(entries)]


def _commands(tex: str) -> Iterator[tuple[re.Match[str], list[str], int]]:
    for match in _CITE.finditer(tex):
        if match["name"] in _NOT_CITING:
            continue
        several, at, keys = match["name"].lower().endswith("cites"), match.end(), list[str]()
        while True:
            altered = _ALTERED.match(tex, at)
            start = altered.end() if altered else at
            for _ in range(2):
                _, start = option(tex, start)
            given, end = argument(tex, start, only_braced=True)
            if end == start or len(given) > 5_000:
                break
            keys += [" ".join(key.split()) for key in given.split(",") if key.strip()]
            at = end
            if not several:
                break
        if keys:
            yield match, keys, at


def _mentions(
    passage: Passage, places: Mapping[str, int], names: Mapping[str, tuple[str, str]], macros: Mapping[str, Macro]
) -> Iterator[tuple[int, Mention]]:
    marked, groups = _marked(passage.tex, places)
    if any(numbers for _, _, numbers in groups):
        text = shown(marked, macros).text
        for group, sentence in sentences_of_marks(text, lambda group: _as_printed(groups[group], names)):
            yield from ((number, Mention(passage.section, sentence)) for number in groups[group][2])


def _marked(tex: str, places: Mapping[str, int]) -> tuple[str, list[tuple[str, list[str], list[int]]]]:
    """`tex` with a mark for each citation, and for each mark its command, its keys and the entries it stands for."""
    pieces, groups, at = [], list[tuple[str, list[str], list[int]]](), 0
    for match, keys, end in _commands(tex):
        if match["name"] == "nocite" or match.start() < at:
            continue
        numbers = [places[key] for key in dict.fromkeys(keys) if key in places]
        if groups and groups[-1][2] and numbers and _RANGE.match(tex, at, match.start()) and match.start() - at < 8:
            numbers = [*range(groups[-1][2][-1] + 1, numbers[0])[:LONGEST_RANGE], *numbers]
        pieces += [tex[at : match.start()], mark(len(groups))]
        groups.append((match["name"], keys, numbers))
        at = end
    return "".join([*pieces, tex[at:]]), groups


def _printed(label: str, number: int) -> tuple[str, str]:
    """Name and year of a natbib label, or how the entry is marked and ''."""
    if not label:
        return str(number + 1), ""
    if two := _AUTHOR_YEAR.search(label[:2_000]):
        return shown(two[1]).text, shown(two[2]).text
    plain = shown(label[:2_000]).text
    parted = _NAME_AND_YEAR.match(plain)
    return (parted[1].strip(), parted[2].strip()) if parted else (plain[:60], "")


def _as_printed(group: tuple[str, list[str], list[int]], names: Mapping[str, tuple[str, str]]) -> str:
    """What a reader sees in place of a citation: `[3, 7]`, `(Name, 2019)` or `Name (2019)`."""
    command, keys, _ = group
    known = [names.get(key, ("?", "")) for key in keys]
    if not any(year for _, year in known):
        return f"[{', '.join(name for name, _ in known)}]"
    if command.lower().rstrip("s").endswith(("citet", "textcite", "citealt")):
        return "; ".join(f"{name} ({year})" for name, year in known)
    return f"({'; '.join(f'{name}, {year}' if year else name for name, year in known)})"
