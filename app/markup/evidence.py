"""Claims with the passage behind them, and citations with their references."""

import html
from collections.abc import Callable

from markdown_it.token import Token

from app.markup.page import Page
from app.markup.shapes import Citation, Claim
from app.markup.text import render_text

Short = Callable[[str], str]


def open_claim(page: Page, note: str, short: Short) -> str:
    """The start of a claim; its passage follows when the link closes. Without the note the words stay, marked."""
    page.claims += 1
    claim = page.ask("claim", note)
    if claim is None:
        page.problem("note", f"The note {note[:40]} is not among your notes, so this claim leads nowhere.")
        page.links.append("</span>")
        return '<span class="claim missing">' if page.rich else "<span>"
    count = page.ask("passage", note)
    id_ = f"s-{note}" if count == 1 else f"s-{note}-{count}"
    if not page.rich:
        return _open_plain(page, claim, id_)
    card = _card(claim, id_, short)
    page.spend(len(card))
    page.links.append(f"</a>{card}</span>")
    return f'<span class="claim"><a href="#{html.escape(id_)}">'


def _open_plain(page: Page, claim: Claim, id_: str) -> str:
    """Where there are no cards the claim is a link: to its passage on our page, else to arXiv."""
    target = page.address(f"#{id_}") if page.facts.base_url else claim.url
    page.links.append("</a>")
    quote = html.escape(f"“{claim.quote}” ({claim.label})")
    page.spend(len(quote))
    return f'<a href="{html.escape(target)}" title="{quote}">'


def _card(claim: Claim, id_: str, short: Short) -> str:
    place = claim.label
    if claim.section and claim.section not in place:
        place = f"{claim.section}, {place}" if place else claim.section
    before = f'<span class="context">{render_text(claim.before)}</span>' if claim.before else ""
    after = f'<span class="context">{render_text(claim.after)}</span>' if claim.after else ""
    words = f'<span class="words">{short(claim.words)}</span>' if claim.words else ""
    url = html.escape(claim.url)
    link = f'<a href="{url}" rel="noopener noreferrer">Open on arXiv</a>' if url else ""
    return (
        f'<span class="card" role="group" aria-label="Source passage" id="{html.escape(id_)}">'
        f"<q>{before}{render_text(claim.quote)}{after}</q>{words}"
        f'<span class="at"><span>{html.escape(place)}</span>{link}</span></span>'
    )


def citation(page: Page, token: Token) -> str:
    """One citation or several: labels that lead to the references, each with a card."""
    return "; ".join(_cite(page, key, place) for key, place in token.meta["works"])


def _cite(page: Page, key: str, place: str) -> str:
    work = page.ask("citation", key)
    suffix = f", {html.escape(place)}" if place else ""
    if work is None:
        page.problem("citation", f"{key[:80]} is cited but is not known here. Import it, or correct the key.")
        return f'<span class="cit missing">[{html.escape(key)}{suffix}]</span>'
    number, _ = page.ask("cited", key)
    label = html.escape(work.label) + suffix
    if page.links:
        return label
    if not page.rich:
        target = page.address(f"#ref-{number}") if page.facts.base_url else work.url
        return f'<a href="{html.escape(target)}">{label}</a>' if target else label
    own = page.ask("card")
    card = f"<b>{render_text(work.title)}</b>{html.escape(', '.join([*_people(work), work.year]))}"
    page.spend(len(card))
    return (
        f'<span class="cit"><a href="#ref-{number}" aria-describedby="c-{own}">{label}</a>'
        f'<span class="card" role="tooltip" id="c-{own}">{card}</span></span>'
    )


def _people(work: Citation) -> list[str]:
    """Authors, the first ten of a long list."""
    return work.authors if len(work.authors) <= 12 else [*work.authors[:10], f"and {len(work.authors) - 10} others"]


def references(page: Page) -> str:
    """The works cited, in the order they were first cited."""
    cited = [page.facts.citations[key] for key in page.numbers.keys("cited")]
    if not cited:
        return ""
    items = []
    for number, work in enumerate(cited, start=1):
        title = work.title or work.label
        title = render_text(title) if page.rich else html.escape(title)
        if work.url:
            title = f'<a href="{html.escape(work.url)}" rel="noopener noreferrer">{title}</a>'
        parts = [html.escape(", ".join(_people(work))), title, html.escape(work.year)]
        items.append(f"<li{page.identified(f'ref-{number}')}>{'. '.join(part for part in parts if part)}.</li>")
    return (
        f'<section class="references"{page.identified("refs")}><h2>References</h2><ol>{"".join(items)}</ol></section>\n'
    )
