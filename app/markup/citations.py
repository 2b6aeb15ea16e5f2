"""Citations drawn on a page: groups whose works each lead to the list of references and have a card, and that list."""

import html

from markdown_it.token import Token

from app.markup.citing import arranged, joined, words
from app.markup.page import Page
from app.markup.shapes import Citation

_PEOPLE = 10
"""Names shown of one work: an experiment may have three thousand authors."""


def citation(page: Page, token: Token) -> str:
    """One group of works."""
    style = page.ask("style")
    known, missing = [], []
    for key, place in token.meta["works"]:
        work = page.ask("citation", key)
        if work is None:
            page.problem("citation", f"{key[:80]} is cited but is not known here. Import it, or correct the key.", key)
            missing.append(f'<span class="cit missing">[{html.escape(f"{key}, {place}" if place else key)}]</span>')
        else:
            known.append((work, page.ask("cited", key), place))
    placed = any(place for _, _, place in known)
    cites = [
        _cite(page, work, number, words(work, number, place, style)) for work, number, place in arranged(known, style)
    ]
    return joined(cites, missing, style, placed=placed)


def _cite(page: Page, work: Citation, number: int, shown: str) -> str:
    shown = html.escape(shown)
    if page.links:
        return shown
    if not page.rich:
        target = page.address(f"#ref-{number}") if page.facts.base_url else work.url
        return f'<a href="{html.escape(target)}">{shown}</a>' if target else shown
    own = page.ask("card")
    about = ", ".join(part for part in (_people(work.authors, work.others), work.year) if part)
    card = f"<b>{page.title(work.title)}</b>{html.escape(about)}"
    page.spend(len(card))
    return (
        f'<span class="cit"><a href="#ref-{number}" aria-describedby="c-{own}">{shown}</a>'
        f'<span class="card" role="tooltip" id="c-{own}">{card}</span></span>'
    )


def references(page: Page) -> str:
    """The works cited: numbered in the order they were first cited, or by author and year in alphabetical order."""
    if not page.cited:
        return ""
    works = {work.work or key: work for key, work in page.facts.citations.items()}
    listed = [(works[identity], number) for identity, number in page.cited.items()]
    numbered = page.facts.citation_style == "numbered"
    if not numbered:
        listed.sort(key=lambda one: one[0].sort)
    items = [f"<li{page.identified(f'ref-{number}')}>{_entry(page, work, numbered)}</li>" for work, number in listed]
    tag = "ol" if numbered else "ul"
    return (
        f'<section class="references"{page.identified("refs")}><h2>References</h2>'
        f"<{tag}>{''.join(items)}</{tag}></section>\n"
    )


def _entry(page: Page, work: Citation, numbered: bool) -> str:
    """`Ilves, Mara and Tobias Wren. 2026. Title. Container.`, or with numbers `… Title. Container, 2026.`"""
    title = page.title(work.title) if work.title else html.escape(work.label)
    if work.url:
        title = f'<a href="{html.escape(work.url)}" rel="noopener noreferrer">{title}</a>'
    title = _ended(work.title or work.label, title)
    names = work.authors if numbered or not work.first else [work.first, *work.authors[1:]]
    people, year = _sentence(_people(names, work.others)), _sentence(work.year)
    if numbered:
        parts = [people, title, _sentence(", ".join(part for part in (work.container, work.year) if part))]
    else:
        parts = [people, year, title] if people else [title, year]
        parts.append(_sentence(work.container))
    return " ".join(part for part in parts if part)


def _people(names: list[str], others: int) -> str:
    """`A`, `A and B`, `A, B and C`; of a long list the first ten, and how many `others` there are."""
    others += max(0, len(names) - _PEOPLE)
    if others:
        return f"{', '.join(names[:_PEOPLE])} and {others:,} other{'s' if others > 1 else ''}"
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _sentence(text: str) -> str:
    return _ended(text, html.escape(text)) if text else ""


def _ended(text: str, drawn: str) -> str:
    """What is drawn of a text, with a full stop where the text does not end a sentence by itself."""
    return drawn if text.rstrip()[-1:] in {".", "?", "!", "…"} else f"{drawn}."
