"""The ledger of a draft: its claims and their sources, what has none, and what of its papers nothing leans on."""

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sqlmodel import Session

from app.markup import Needs, render_text
from app.papers import papers
from app.people.models import Person
from app.writing import claims, coverage
from app.writing.asserting import Unsourced, unsourced
from app.writing.claims import Leaning
from app.writing.drafts import papers_of
from app.writing.models import Draft
from app.writing.names import name_of, surname
from app.writing.prose import is_english, masked, sentences, without_code
from app.writing.schemas import ClaimOut, CoverageOut, LedgerOut, UnsourcedOut

NOT_ENGLISH = "Sentences without a source can only be found in English so far. The rest holds."
_LINK = re.compile(r"\]\(note:([^)\s]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """What the ledger of a draft takes from elsewhere."""

    leaning: dict[str, Leaning]
    papers: list[CoverageOut]
    names: set[str] = field(default_factory=set)
    """Surnames of the authors of its papers."""


def known(session: Session, draft: Draft, person: Person, needed: Needs) -> Known:
    """What of notes, papers and people a text that `needed` this leans on, as `person` may see it."""
    leaning = claims.leaning(session, draft, needed.notes)
    used = [leaning[use.note_id] for use in needed.uses if use.note_id in leaning]
    versions = {paper.version_id for paper in papers_of(session, [draft.id])[draft.id]}
    names = {surname(name_of(name)) for authors in papers.authors_of(session, versions).values() for name in authors}
    return Known(leaning, coverage.of(session, draft, person, used), names)


def read(body: str, needed: Needs, known: Known) -> LedgerOut:
    """The ledger of a text: pure, so it belongs outside any transaction."""
    text = masked(body)
    is_read = is_english(text)
    return LedgerOut(
        claims=_placed(claims.shown(needed.uses, known.leaning), body),
        unsourced=[_out(one) for one in unsourced(sentences(body, text), known.names)] if is_read else [],
        unsourced_sentence="" if is_read else NOT_ENGLISH,
        papers=known.papers,
    )


def _placed(shown: list[ClaimOut], body: str) -> list[ClaimOut]:
    """Each claim with its line: the second claim on a note stands where the note is linked to a second time."""
    lines, line, counted = defaultdict[str, list[int]](list), 1, 0
    for note_id, start in note_links(body):
        line, counted = line + body.count("\n", counted, start), start
        lines[note_id].append(line)
    met = Counter[str]()
    for claim in shown:
        claim.at = met[claim.note_id]
        claim.line = next(iter(lines[claim.note_id][claim.at :]), 0)
        met[claim.note_id] += 1
    return shown


def note_links(body: str) -> list[tuple[str, int]]:
    """The notes a text links to, each with where its link begins, in the order of the text."""
    return [(link[1], link.start()) for link in _LINK.finditer(without_code(body))]


def _out(one: Unsourced) -> UnsourcedOut:
    said = one.sentence
    digest = hashlib.sha256(said.words.casefold().encode("utf-8", "replace")).hexdigest()[:16]
    return UnsourcedOut(
        id=digest,
        line=said.line,
        start=said.start,
        end=said.end,
        source=said.source,
        words=said.words,
        words_html=render_text(said.words),
        why=one.why,
    )
