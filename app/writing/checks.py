"""Check my draft: what the rules of `advice` say of a draft's text, with what is known around it."""

import hashlib

from sqlmodel import Session, select

from app.markup import render_text
from app.writing import advice, images, templates
from app.writing.advice import Advice, Picture, Reading
from app.writing.models import Draft, Image
from app.writing.prose import prompts_in
from app.writing.rules import Kind
from app.writing.schemas import AdviceOut, ChecksOut

NOT_ENGLISH = "Sentences, acronyms and symbols can only be checked in English so far. Figures and prompts were."
_PROMPTS = frozenset(words for kind in Kind for _, words in prompts_in(templates.template(kind)))


def pictures(session: Session, draft: Draft) -> dict[str, Picture]:
    """What is known of the draft's pictures, by what its text calls them."""
    rows = session.exec(select(Image).where(Image.draft_id == draft.id))
    return {images.target(row.digest): Picture(row.source, row.licence, row.ground) for row in rows}


def check(body: str, reader: str, should_know: list[str], kept: dict[str, Picture]) -> ChecksOut:
    """What a writer may want to look at in a text, the most useful first. Pure, so it belongs outside transactions."""
    reading = advice.read(body, reader=reader, should_know=should_know, pictures=kept, prompts=_PROMPTS)
    said: dict[str, AdviceOut] = {}
    for one in map(_out, advice.check(reading)):
        said.setdefault(one.id, one)  # the same sentence twice is said once
    return ChecksOut(advice=list(said.values()), sentence=_sentence(reading) if body.strip() else "")


def _sentence(reading: Reading) -> str:
    return "" if reading.is_english else NOT_ENGLISH


def _out(one: Advice) -> AdviceOut:
    said = f"{one.subject}\n{one.about if one.subject != 'symbol' else one.why}\n{one.source}"
    return AdviceOut(
        id=hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16],
        kind=one.subject,
        line=one.line,
        start=one.start,
        end=one.end,
        source=one.source,
        sentence=one.about,
        sentence_html=render_text(one.about),
        why=one.why,
        why_html=render_text(one.why),
    )
