"""What a reference can become: an import in the bulk lane for a work at arXiv, a paper for one outside it."""

import re
from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from app.errors import BadInput, NotFound
from app.papers import by_hand
from app.papers.identifiers import ArxivId
from app.papers.models import ArxivErrand, Paper, PaperVersion, Reference, ReferencePaper
from app.papers.papers import newest_versions
from app.papers.queue import errands
from app.papers.references import leading_to
from app.papers.rules import ErrandKind, ErrandState, Lane

AT_ARXIV = "This work is on arXiv. Import it instead, and nothing needs to be typed."
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b(?![/.]\d)")
_BETWEEN_NAMES = re.compile(r"\s*(?:;|,?\s+(?:and|&)\s+|,)\s*")
_INITIALS = re.compile(r"[A-Z](?:\.?[\s-]?[A-Z])*\.?")
_LABEL = re.compile(r"^\s*\[[^\]]*\]\s*")


def ask(session: Session, version: PaperVersion, ids: Collection[str] | None, person_id: str) -> None:
    """Ask for the papers that these references of a version lead to at arXiv (None: all that it cites) and that are not
    here: in the bulk lane, once each. Raises NotFound for a reference of another version."""
    references = session.exec(
        select(Reference).where(Reference.version_id == version.id).order_by(col(Reference.position))
    ).all()
    if ids is not None and not set(ids) <= {one.id for one in references}:
        raise NotFound("One of these references belongs to another paper. Nothing was asked for.")
    here = leading_to(session, [version.id])
    wanted = [one for one in references if one.arxiv_id and one.id not in here and (ids is None or one.id in ids)]
    under_way = standing(session, person_id, [one.arxiv_id for one in wanted if one.arxiv_id])
    for arxiv_id in dict.fromkeys(one.arxiv_id for one in wanted if one.arxiv_id):
        known = under_way.get(arxiv_id)
        if known is None or known.state is not ErrandState.WAITING:
            errands.ask_for_paper(session, ArxivId(arxiv_id), person_id, Lane.BULK)


def standing(session: Session, person_id: str, arxiv_ids: Sequence[str]) -> dict[str, ArxivErrand]:
    """A person's newest import of each of these papers, by arXiv id."""
    query = (
        select(ArxivErrand)
        .where(ArxivErrand.kind == ErrandKind.IMPORT, ArxivErrand.person_id == person_id)
        .where(col(ArxivErrand.arxiv_id).in_(arxiv_ids))
        .order_by(col(ArxivErrand.asked_at))
    )
    return {errand.arxiv_id: errand for errand in session.exec(query)}


def make_paper(session: Session, reference: Reference, person_id: str) -> PaperVersion:
    """A work outside arXiv becomes a paper, known by its DOI, else its address, else its title. Doing so again gives
    the same one. Raises BadInput for a work that is on arXiv, or that says too little of itself."""
    if paper_id := leading_to(session, [reference.version_id]).get(reference.id):
        return newest_versions(session, [paper_id])[paper_id]
    if reference.arxiv_id:
        raise BadInput(AT_ARXIV)
    title = title_of(reference)
    if not any(character.isalpha() for character in title):
        raise BadInput("This entry does not say what the work is. Enter it by hand; nothing was stored.")
    known = None if reference.doi or reference.url else _same_title(session, title)
    version = known or by_hand.keep(
        session,
        by_hand.Work(title, authors_before(reference.text, title), reference.doi, reference.url, year(reference.text)),
        person_id,
    )
    if not reference.doi and not reference.url:
        session.add(ReferencePaper(reference_id=reference.id, paper_id=version.paper_id, person_id=person_id))
        session.flush()
    return version


def title_of(reference: Reference) -> str:
    """The title of a cited work; where it cannot be told from the rest, all that its entry says."""
    return (reference.title or _LABEL.sub("", reference.text)).strip(" .,")[:300]


def authors_before(text: str, title: str) -> list[str]:
    """The names that stand before the title in an entry of a bibliography, as it writes them; none when unsure."""
    names, found, _ = _LABEL.sub("", text).partition(title)
    names = _YEAR.sub("", names).strip(" .,:()[]“”\"'")
    if not found or len(names) > 1_000 or re.search(r"\d", names):
        return []
    authors: list[str] = []
    for part in filter(None, _BETWEEN_NAMES.split(names)):
        if authors and _INITIALS.fullmatch(part):
            authors[-1] = f"{part.rstrip('.')}. {authors[-1]}"
        elif not part.startswith("et al"):
            authors.append(part[:200])
    return authors


def year(text: str) -> int | None:
    """The last number in an entry that can be a year."""
    found = _YEAR.findall(text)
    return int(found[-1]) if found else None


def _same_title(session: Session, title: str) -> PaperVersion | None:
    """The work of this title that is known by its title alone."""
    query = (
        select(PaperVersion)
        .join(Paper, col(Paper.id) == PaperVersion.paper_id)
        .where(PaperVersion.title == title)
        .where(col(Paper.arxiv_id).is_(None), col(Paper.doi).is_(None), col(Paper.url).is_(None))
    )
    return session.exec(query).first()
