"""How a text names the works it cites: in which order its reader meets them, and how one group reads. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from markdown_it.token import Token

from app.markup.shapes import Citation, CitationStyle

Met = tuple[str, str]
"""`("work", key)` where a work is cited, `("note", name)` where a footnote is named."""
Works = Sequence[tuple[str, str]]
"""The works of one group, `[@…; @…]`: the key of each and its place in the work, '' without one."""


def met(tokens: Iterable[Token]) -> list[Met]:
    """What marked tokens cite and which footnotes they name, in order. What an image shows in words is not drawn."""
    found: list[Met] = []
    for token in tokens:
        if token.type == "citation":
            found += [("work", key) for key, _ in token.meta["works"]]
        elif token.type == "footnote_ref" and token.meta["label"]:
            found.append(("note", token.meta["label"]))
        if token.children and token.type not in {"image", "figure"}:
            found += met(token.children)
    return found


def order(text: Iterable[Met], notes: Mapping[str, Sequence[Met]]) -> list[str]:
    """The keys a text cites, in the order its reader meets them: a footnote is read where it is first named."""
    keys: dict[str, None] = {}
    read: set[str] = set()
    under_way = [iter(text)]
    while under_way:
        for kind, name in under_way[-1]:
            if kind == "work":
                keys.setdefault(name)
            elif name in notes and name not in read:
                read.add(name)
                under_way.append(iter(notes[name]))
                break
        else:
            under_way.pop()
    return list(keys)


def numbers(keys: Iterable[str], works: Mapping[str, Citation]) -> dict[str, int]:
    """Each work's number by what identifies it, from 1: keys that name one work share it, unknown ones have none."""
    known = dict.fromkeys(works[key].work or key for key in keys if key in works)
    return {work: number for number, work in enumerate(known, start=1)}


def arranged(known: Iterable[tuple[Citation, int, str]], style: CitationStyle) -> list[tuple[Citation, int, str]]:
    """The works of a group with their numbers and places, as the style sorts them: by number, or by author and year.

    Works of older saved versions, which do not say what they are sorted by, stay as they were written.
    """
    works = list(known)
    if style == "numbered":
        return sorted(works, key=lambda one: one[1])
    return sorted(works, key=lambda one: one[0].sort) if all(work.sort for work, _, _ in works) else works


def words(work: Citation, number: int, place: str, style: CitationStyle) -> str:
    """What stands for one work in its group: `Ilves et al. 2026, p. 3`, or `2, p. 3`."""
    named = str(number) if style == "numbered" else work.label
    return f"{named}, {place}" if place else named


def joined(known: Sequence[str], missing: Sequence[str], style: CitationStyle, *, placed: bool) -> str:
    """A group from what stands for each work (text or HTML): `A 2026; B 2025`, `[1, 2]`, with places `[1, p. 3; 2]`."""
    if style == "author_year":
        return "; ".join([*known, *missing])
    together = [f"[{('; ' if placed else ', ').join(known)}]"] if known else []
    return " ".join([*together, *missing])


def group(works: Works, known: Mapping[str, Citation], given: Mapping[str, int], style: CitationStyle) -> str:
    """A group of works as a reader sees it, in plain text; `given` are the numbers of the whole text."""
    here = [(known[key], given.get(known[key].work or key, 0), place) for key, place in works if key in known]
    missing = [f"[{f'{key}, {place}' if place else key}]" for key, place in works if key not in known]
    shown = [words(*one, style) for one in arranged(here, style)]
    return joined(shown, missing, style, placed=any(place for _, _, place in here))
