"""Claims with the passage behind them."""

import html
from collections.abc import Callable

from app.markup.page import Page
from app.markup.shapes import Claim
from app.markup.text import render_text

Short = Callable[[str], str]


def open_claim(page: Page, note: str, short: Short) -> str:
    """The start of a claim; its passage follows when the link closes. Without the note the words stay, marked."""
    page.claims += 1
    claim = page.ask("claim", note)
    if claim is None:
        page.problem(
            "note", f"The note {note[:40]} is not among your notes, so this claim leads nowhere.", f"note:{note}"
        )
        page.links.append("</span>")
        return '<span class="claim missing">' if page.rich else "<span>"
    count = page.ask("passage", note)
    id_ = f"s-{note}" if count == 1 else f"s-{note}-{count}"
    objection = html.escape(page.ask("objection", f"{note} {count}"))
    if not page.rich:
        return _open_plain(page, claim, id_, objection)
    card = _card(claim, id_, short)
    page.spend(len(card))
    marked = f' <strong class="objection">{objection}</strong>' if objection else ""
    page.links.append(f"</a>{card}{marked}</span>")
    return f'<span class="claim"><a href="#{html.escape(id_)}">'


def _open_plain(page: Page, claim: Claim, id_: str, objection: str) -> str:
    """Where there are no cards the claim is a link: to its passage on our page, else to arXiv."""
    target = page.address(f"#{id_}") if page.facts.base_url else claim.url
    page.links.append(f"</a> ({objection})" if objection else "</a>")
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
