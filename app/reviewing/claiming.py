"""The claims of a draft's text as passages to ask about, those first that nobody has looked at yet."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from app.anchors import Anchor
from app.markup import Needs
from app.reading.rules import QUOTE_MAXIMUM
from app.reviewing.models import ClaimTick, Review
from app.writing import evidence
from app.writing.anchoring import locate
from app.writing.ledger import note_links
from app.writing.models import Draft, Evidence, Revision
from app.writing.prose import without_code

_HEADING = re.compile(r"^ {0,3}(#{1,4})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_SECTION_MAXIMUM = 300


@dataclass(frozen=True)
class Offered:
    """A claim that can be asked about: the `use`-th one (from 1) that leans on a note."""

    note_id: str
    use: int
    words: str
    """As they are drawn, formulas as TeX between dollars."""
    section: str
    """The heading of the draft it stands under."""
    source: str
    """The section of the paper that its passage stands in; empty when that is not known."""
    rank: int = 0
    """Whether to ask about it first (0), second, …"""

    def passage(self) -> dict[str, Any]:
        """The claim as an ask keeps it."""
        anchor = Anchor(self.words, section=self.section).as_json()
        return {"note_id": self.note_id, "use": self.use, "anchor": anchor, "question": ""}


def offered(session: Session, draft: Draft, body: str, needed: Needs) -> list[Offered]:
    """The claims of a text that `needed` this and whose passages can be shown, in the order of the text."""
    notes = {note.id: note for note in evidence.quotable(session, draft, {use.note_id for use in needed.uses})}
    starts, met, found, headings = _starts(body), Counter[str](), list[Offered](), _headings(body)
    for use in needed.uses:
        met[use.note_id] += 1
        words, number = use.words.strip()[:QUOTE_MAXIMUM], met[use.note_id]
        if use.note_id not in notes or not words:
            continue
        under = _under(headings, next(iter(starts[use.note_id][number - 1 :]), 0))
        source = str((notes[use.note_id].anchor or {}).get("section") or "")
        found.append(Offered(use.note_id, number, words, under[-1] if under else "", source))
    return _ranked(found, _looked_at(session, draft))


def _starts(body: str) -> dict[str, list[int]]:
    starts = defaultdict[str, list[int]](list)
    for note_id, start in note_links(body):
        starts[note_id].append(start)
    return starts


def _headings(body: str) -> list[tuple[int, int, str]]:
    """Where each heading stands, its level and its words."""
    return [
        (match.start(), len(match[1]), match[2][:_SECTION_MAXIMUM]) for match in _HEADING.finditer(without_code(body))
    ]


def _under(headings: list[tuple[int, int, str]], start: int) -> list[str]:
    """The headings that a place stands under, the widest first."""
    under: list[tuple[int, str]] = []
    for at, level, words in headings:
        if at > start:
            break
        under = [*(one for one in under if one[0] < level), (level, words)]
    return [words for _, words in under]


def _looked_at(session: Session, draft: Draft) -> set[tuple[str, str]]:
    """Note and words of every claim of this draft that a review said something of."""
    query = (
        select(Evidence.note_id, Evidence.claim)
        .join(ClaimTick, col(ClaimTick.evidence_id) == Evidence.id)
        .join(Review, col(Review.id) == ClaimTick.review_id)
        .join(Revision, col(Revision.id) == Evidence.revision_id)
        .where(Revision.draft_id == draft.id, col(Review.sent_at).is_not(None))
    )
    return set(session.exec(query))


def _ranked(found: list[Offered], looked_at: set[tuple[str, str]]) -> list[Offered]:
    order = sorted(range(len(found)), key=lambda at: (found[at].note_id, found[at].words) in looked_at)
    ranks = {at: rank for rank, at in enumerate(order)}
    return [
        Offered(one.note_id, one.use, one.words, one.section, one.source, ranks[at]) for at, one in enumerate(found)
    ]


def bound(passages: Iterable[dict[str, Any]], claims: Sequence[Evidence]) -> list[dict[str, Any]]:
    """The passages of an ask, each that is a claim bound to its evidence in the saved version; one whose claim is not
    there any more is left out."""
    rows = defaultdict[str, list[str]](list)
    for claim in claims:
        rows[claim.note_id].append(claim.id)
    kept = []
    for passage in passages:
        if note_id := passage.get("note_id"):
            use = passage.get("use") or 1
            if use <= len(rows[note_id]):
                kept.append({**passage, "evidence_id": rows[note_id][use - 1]})
        elif passage.get("evidence_id") is None or passage["evidence_id"] in {claim.id for claim in claims}:
            kept.append(passage)
    return kept


def asked(passages: Sequence[Mapping[str, Any]], claims: Sequence[Evidence], source: str) -> list[str]:
    """The evidence of the claims an ask is about, in the order of the text: those it names, those in a section it
    names, those within a marked place. All of them when it is about the whole."""
    if not passages:
        return [claim.id for claim in claims]
    named = {passage.get("evidence_id") for passage in passages}
    sections = {Anchor.from_json(passage["anchor"]).section for passage in passages if _is_section(passage)}
    marks = [Anchor.from_json(passage["anchor"]) for passage in passages if passage.get("unsure_id")]
    places = [place for mark in marks if (place := locate(mark, "", source))]
    starts, met, headings, found = _starts(source), Counter[str](), _headings(source), list[str]()
    for claim in claims:
        start = next(iter(starts[claim.note_id][met[claim.note_id] :]), 0)
        met[claim.note_id] += 1
        in_section = any(_plain(words) in sections for words in _under(headings, start))
        if claim.id in named or in_section or any(place.start <= start < place.end for place in places):
            found.append(claim.id)
    return found


def _is_section(passage: Mapping[str, Any]) -> bool:
    """Whether a passage is a heading, which stands for what is under it."""
    return not any(passage.get(key) for key in ("unsure_id", "evidence_id", "note_id"))


def _plain(heading: str) -> str:
    """A heading without its marks, as the workbench names sections."""
    words = re.sub(r"\s*\{#[\w-]+\}$", "", heading)
    return re.sub(r"[*_`]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words))
