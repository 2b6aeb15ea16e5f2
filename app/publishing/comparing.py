"""Whether the passages that released revisions cite still stand in later versions of their papers.

It is worked out by jobs, from the frozen evidence alone, when a later version or a text of it comes, and when something
is released; pages read what was found.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.anchors import Anchor
from app.database import Database
from app.papers.models import Paper, PaperText, PaperVersion
from app.papers.rules import TextForm
from app.publishing.badges import Touched
from app.publishing.models import Comparison, Release
from app.reading.anchoring import sheet
from app.reading.carrying import Sheet, carrier
from app.reading.rules import PlaceState
from app.writing.models import Evidence, Revision
from app.writing.rules import digest_of

TEXT, VERSION, RELEASE = "publishing.compare_text", "publishing.compare_version", "publishing.compare_release"
"""The jobs: a text of a paper came, a version of one did, something was released."""


@dataclass(frozen=True)
class Passage:
    """A cited passage, and the text it stood in (None: not here any more)."""

    anchor: Anchor
    was: Sheet | None


def text_came(database: Database, text_id: str) -> None:
    """Compare with a text that was stored, unless it is a person's own."""
    with database.transaction(read_only=True) as session:
        text = session.get(PaperText, text_id)
    if text and text.owner_id is None:
        version_came(database, text.version_id)


def version_came(database: Database, version_id: str) -> None:
    """Compare what released revisions cite of earlier versions with this one."""
    with database.transaction(read_only=True) as session:
        revisions = _citing(session, session.get_one(PaperVersion, version_id))
    for revision_id in revisions:
        compare(database, revision_id, version_id)


def released(database: Database, release_id: str) -> None:
    """Compare what a release cites with the later versions that are here."""
    with database.transaction(read_only=True) as session:
        revision = session.get_one(Revision, session.get_one(Release, release_id).revision_id)
        later = _later(session, revision)
    for version_id in later:
        compare(database, revision.id, version_id)


def compare(database: Database, revision_id: str, version_id: str) -> None:
    """Count the passages that a revision cites of a paper, and those of them that changed in this version or are gone.

    Nothing is kept while a passage of the text has no text of this version to be looked for in.
    """
    with database.transaction(read_only=True) as session:
        version = session.get_one(PaperVersion, version_id)
        cited, sheets = _cited(session, revision_id, version), _sheets(session, version)
    pairs = [(passage, _counterpart(passage.was, sheets)) for passage in cited]
    if not pairs or any(to is None for _, to in pairs):
        return
    states = [carrier(passage.was, to).find(passage.anchor).state for passage, to in pairs if to]
    changed = sum(state in {PlaceState.CHANGED, PlaceState.GONE} for state in states)
    with database.transaction() as session:
        kept = session.get(Comparison, (revision_id, version_id)) or Comparison(
            revision_id=revision_id, version_id=version_id
        )
        kept.cited, kept.changed = len(states), changed
        session.add(kept)


def touched(session: Session, revision_ids: Iterable[str]) -> dict[tuple[str, str], Touched]:
    """What was found in the latest version compared with, by revision and paper key."""
    query = (
        select(Comparison, PaperVersion.number, Paper.key)
        .join(PaperVersion, col(PaperVersion.id) == Comparison.version_id)
        .join(Paper, col(Paper.id) == PaperVersion.paper_id)
        .where(col(Comparison.revision_id).in_(list(revision_ids)))
        .order_by(col(PaperVersion.number))
    )
    return {(one.revision_id, key): Touched(number, one.cited, one.changed) for one, number, key in session.exec(query)}


def _citing(session: Session, version: PaperVersion) -> list[str]:
    """Released revisions that cite an earlier version of the paper."""
    key = session.get_one(Paper, version.paper_id).key
    query = select(Evidence.revision_id).where(Evidence.paper_key == key, Evidence.number < version.number)
    return list(session.exec(query.where(col(Evidence.revision_id).in_(select(Release.revision_id))).distinct()))


def _later(session: Session, revision: Revision) -> list[str]:
    """The versions here that are later than those a revision cites."""
    query = (
        select(PaperVersion.id)
        .join(Paper, col(Paper.id) == PaperVersion.paper_id)
        .join(Evidence, col(Evidence.paper_key) == Paper.key)
        .where(Evidence.revision_id == revision.id, PaperVersion.number > Evidence.number)
    )
    return list(session.exec(query.distinct()))


def _cited(session: Session, revision_id: str, version: PaperVersion) -> list[Passage]:
    """The passages that a revision cites of earlier versions; what leans on the whole paper has none."""
    key = session.get_one(Paper, version.paper_id).key
    query = select(Evidence).where(Evidence.revision_id == revision_id, Evidence.paper_key == key)
    rows = session.exec(query.where(Evidence.number < version.number)).all()
    return [_passage(session, version, row) for row in rows if row.quote != row.paper_title]


def _passage(session: Session, version: PaperVersion, row: Evidence) -> Passage:
    anchor = Anchor.from_json(row.anchor)
    earlier = select(PaperVersion).where(PaperVersion.paper_id == version.paper_id, PaperVersion.number == row.number)
    own = session.exec(earlier).first()
    if own is None:
        return Passage(anchor, None)
    if digest_of(own.abstract) == row.text_digest:
        return Passage(anchor, sheet(session, own.id, TextForm.ABSTRACT, ""))
    form = session.exec(select(PaperText.form).where(PaperText.digest == row.text_digest)).first()
    return Passage(anchor, sheet(session, own.id, TextForm(form), row.text_digest) if form else None)


def _sheets(session: Session, version: PaperVersion) -> dict[TextForm, Sheet]:
    """The abstract of a version, and its newest text in each form that is here."""
    abstract = Sheet.abstract(version.id, version.abstract)
    query = (
        select(PaperText)
        .where(PaperText.version_id == version.id, col(PaperText.owner_id).is_(None))
        .order_by(col(PaperText.made_at))
    )
    newest = {text.form: text for text in session.exec(query)}
    here = {form: sheet(session, version.id, form, text.digest) for form, text in newest.items()}
    return {TextForm.ABSTRACT: abstract, **{form: one for form, one in here.items() if one}}


def _counterpart(was: Sheet | None, sheets: Mapping[TextForm, Sheet]) -> Sheet | None:
    """What a passage is looked for in: a text of the form it stood in, else of another; None when there is none."""
    if was and was.form in sheets:
        return sheets[was.form]
    return sheets.get(TextForm.HTML) or sheets.get(TextForm.PDF)
