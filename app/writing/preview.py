"""A text as the page would show it, from the notes, papers and images of the moment."""

from dataclasses import asdict

from sqlmodel import Session

from app.markup import Facts, Needs, Rendered
from app.writing import citations, evidence, images
from app.writing.models import Draft
from app.writing.schemas import HeadingOut, PreviewOut, ProblemOut


def facts(session: Session, draft: Draft, needed: Needs) -> Facts:
    """What a text of this draft asks for, as far as its co-authors have it."""
    passages = evidence.passages(session, draft, needed.notes)
    return Facts(
        claims={note: evidence.claim(passage) for note, passage in passages.items()},
        citations=citations.resolve(session, draft.id, needed.citations),
        citation_style=draft.citation_style.value,
        images={
            image["target"]: images.shown(image, images.address(draft.id, image["digest"]))
            for image in images.used(session, draft.id, needed.images)
        },
    )


def shown(rendered: Rendered, missing: list[str]) -> PreviewOut:
    """A rendering as it goes out; `missing` are the keys of citations that name no work."""
    return PreviewOut(
        blocks=rendered.blocks,
        headings=[HeadingOut(**asdict(heading)) for heading in rendered.headings],
        problems=[ProblemOut(**asdict(problem)) for problem in rendered.problems],
        words=rendered.words,
        formulas=rendered.formulas,
        claims=rendered.claims,
        missing=missing,
    )
