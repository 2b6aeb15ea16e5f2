"""Comparing any two versions of a text: their sources word by word, and both drawn by the one renderer.

What of the drawn ones differs is marked in the browser (docs/decisions/0013-looking-back.md).
"""

from app.database import Database
from app.markup import Facts, Renderer
from app.people.models import Person
from app.writing import access, history, images, preview, revisions
from app.writing.differing import difference
from app.writing.history import Version
from app.writing.schemas import ComparisonOut, PieceOut


def compare(
    database: Database, renderer: Renderer, person: Person, draft_id: str, old_id: str, new_id: str
) -> ComparisonOut:
    """Two versions of a draft, by their ids. It belongs outside any transaction.

    Raises NotFound for what is not this person's to see, RenderFailed.
    """
    with database.transaction(read_only=True) as session:
        draft = access.visible_draft(session, person, draft_id)
        old, new = (history.version(session, draft, one) for one in (old_id, new_id))
    return ComparisonOut(
        old=old.shown,
        new=new.shown,
        pieces=[PieceOut(kind=kind, text=text) for kind, text in difference(old.body, new.body)],
        old_blocks=_drawn(database, renderer, person, draft_id, old),
        new_blocks=_drawn(database, renderer, person, draft_id, new),
    )


def _drawn(database: Database, renderer: Renderer, person: Person, draft_id: str, version: Version) -> list[str]:
    """The blocks of a version: a saved one from itself alone, others from the notes and papers of the moment."""
    facts = _facts(database, renderer, person, draft_id, version)
    return renderer.render(version.body, facts, form="preview").blocks


def _facts(database: Database, renderer: Renderer, person: Person, draft_id: str, version: Version) -> Facts:
    if version.revision:
        with database.transaction(read_only=True) as session:
            claims = revisions.evidence_of(session, version.revision)
        return revisions.facts_of(version.revision, claims, lambda digest: images.address(draft_id, digest))
    needed = renderer.needs(version.body)
    with database.transaction(read_only=True) as session:
        return preview.facts(session, access.visible_draft(session, person, draft_id), needed)
