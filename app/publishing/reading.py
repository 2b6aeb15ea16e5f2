"""Drawing releases for those who read them: on the page, in the feeds. Outside any transaction."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup, escape

from app.database import Database
from app.markup import Facts, Rendered, Renderer, RenderFailed
from app.publishing.articles import Article
from app.publishing.badges import sources
from app.publishing.citing import Cited, bibtex, line
from app.publishing.feeds import Entry
from app.publishing.objections import Claim, Objection, marks
from app.publishing.pieces import Piece
from app.publishing.rendering import Renderings, plain_title
from app.settings import Settings
from app.writing.models import Evidence, Revision
from app.writing.revisions import evidence_of, facts_of


def page_of(article: Article, renderings: Renderings) -> Rendered:
    """The release drawn for its page. Raises RenderFailed."""
    piece = article.piece

    def image_url(digest: str) -> str:
        return f"{piece.path}/images/{digest}{article.query}"

    against = marks_of(article.evidence, article.objections)
    return renderings.of(
        (piece.release.id, article.query, *_key(against)),
        piece.revision.source,
        lambda: replace(facts_of(piece.revision, article.evidence, image_url), objections=against),
        "page",
    )


def marks_of(evidence: Sequence[Evidence], objections: Sequence[Objection]) -> dict[str, list[str]]:
    """What stands behind the claims of a release, by note."""
    return dict(marks(objections, [Claim(one.note_id, one.claim) for one in evidence]))


def _key(against: dict[str, list[str]]) -> tuple[str, ...]:
    """What tells renderings of one release with different marks apart."""
    return (json.dumps(against, sort_keys=True),) if against else ()


def trial(database: Database, revision: Revision, renderer: Renderer) -> Rendered:
    """A saved version drawn once to see that it can be. Raises RenderFailed."""
    with database.transaction(read_only=True) as session:
        evidence = evidence_of(session, revision)
    return renderer.render(revision.source, facts_of(revision, evidence, lambda digest: f"/images/{digest}"))


def told(article: Article, drawn: Rendered, settings: Settings) -> dict[str, Any]:
    """What the page says of the release beside its text: contents, sources, how to cite it."""
    piece = article.piece
    permanent = f"{settings.address}{piece.path}/{piece.release.number}"
    cited = Cited(
        piece.revision.title, piece.authors, piece.release.released_at, piece.release.number, permanent, settings.name
    )
    return {
        "html": drawn.html,
        "contents": [heading for heading in drawn.headings if heading.level == 2],
        "sources": sources_line(drawn),
        "authors": article.authors,
        "permanent": permanent,
        "citation": line(cited, piece.title),
        "bibtex": bibtex(cited),
    }


def sources_line(rendered: Rendered) -> str:
    """`14 of 16 claims lead to their passage`."""
    lost = sum(1 for problem in rendered.problems if problem.kind == "note")
    return sources(max(rendered.claims - lost, 0), rendered.claims)


def entry(
    piece: Piece,
    evidence: list[Evidence],
    renderings: Renderings,
    address: str,
    objections: Sequence[Objection] = (),
) -> Entry:
    """The piece as a feed carries it, whole, links absolute; a tombstone when it was withdrawn.

    One that cannot be drawn stands there with its deck, so that it harms no other.
    """
    made = Entry(
        piece.publication.urn, f"{address}{piece.path}", piece.title, "", "", tuple(piece.authors),
        piece.first_at, piece.dated,
    )  # fmt: skip
    if held := piece.withdrawal:
        title = f"Withdrawn: {piece.title}"
        return replace(made, title=title, updated=held.withdrawn_at, withdrawn=True, reason=held.reason)
    html = _opening(piece) + _content(piece, evidence, renderings, address, objections)
    rights = piece.release.licence.label
    return replace(made, deck=piece.revision.deck, html=html, categories=_categories(piece), rights=rights)


def _content(
    piece: Piece, evidence: list[Evidence], renderings: Renderings, address: str, objections: Sequence[Objection]
) -> str:
    url, against = f"{address}{piece.path}", marks_of(evidence, objections)

    def facts() -> Facts:
        found = facts_of(piece.revision, evidence, lambda digest: f"{url}/images/{digest}")
        return replace(found, base_url=url, objections=against)

    try:
        return renderings.of((piece.release.id, url, *_key(against)), piece.revision.source, facts, "feed").html
    except RenderFailed:
        return Markup('<p>{}</p><p><a href="{}">Read it on its page</a></p>').format(piece.revision.deck, url)


def _opening(piece: Piece) -> str:
    """What stands above the text on the page, in one paragraph."""
    explained = "; ".join(f"{one.before}{plain_title(one.title)}{one.after}" for one in piece.papers)
    said = (("Written for", piece.revision.reader), ("Checked:", piece.badge.text), ("Explains", explained))
    return f"<p>{' '.join(str(escape(f'{label} {words}.')) for label, words in said if words)}</p>\n"


def _categories(piece: Piece) -> tuple[str, ...]:
    subjects = [one for paper in piece.revision.papers for one in paper.get("categories", [])]
    return tuple(dict.fromkeys([piece.badge.text, piece.revision.kind.value.replace("_", " "), *subjects]))
