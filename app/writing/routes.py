"""The API of this room."""

from typing import Annotated

from fastapi import APIRouter, File, Query, Response, UploadFile

from app.errors import Conflict
from app.files import Files
from app.markup import Renderer, needs
from app.people.access import PersonDep
from app.reading.access import PaperHere
from app.web import DatabaseDep, ReadSessionDep, SessionDep, part
from app.writing import (
    access,
    citations,
    drafts,
    images,
    pictures,
    preview,
    revisions,
    templates,
    text,
    threads,
    unsure,
)
from app.writing.access import EditableDraft, EditableMark, RestorableDraft, VisibleDraft
from app.writing.rules import clean_text
from app.writing.schemas import (
    CitationOut,
    CommentIn,
    DraftChange,
    DraftIn,
    DraftOut,
    DraftRow,
    ImageOut,
    KindOut,
    OpenDrafts,
    PreviewIn,
    PreviewOut,
    QuestionIn,
    RevisionIn,
    RevisionOut,
    RevisionRow,
    SavedOut,
    TextIn,
    ThreadIn,
    ThreadOut,
    UnsureIn,
    UnsureOut,
)  # fmt: skip

router = APIRouter(prefix="/api", tags=["writing"])
RendererDep = Annotated[Renderer, part(Renderer)]
FilesDep = Annotated[Files, part(Files)]


@router.get("/kinds")
def read_kinds(person: PersonDep) -> list[KindOut]:
    """The kinds of draft, with their prompts."""
    return templates.kinds()


@router.get("/drafts")
def read_drafts(person: PersonDep, session: SessionDep) -> list[DraftRow]:
    """The drafts one writes or reads along in."""
    return drafts.rows(session, person)


@router.post("/drafts", status_code=201)
def begin_draft(given: DraftIn, person: PersonDep, session: SessionDep) -> DraftOut:
    """Begin a draft about papers, or about none."""
    return drafts.full(session, drafts.begin(session, person, given), person)


@router.get("/drafts/{draft_id}")
def read_draft(draft: VisibleDraft, person: PersonDep, session: SessionDep) -> DraftOut:
    """A draft with its text."""
    return drafts.full(session, draft, person)


@router.patch("/drafts/{draft_id}")
def change_draft(draft: EditableDraft, given: DraftChange, person: PersonDep, session: SessionDep) -> DraftOut:
    """Say anew what a draft is: title, kind, reader, papers, byline."""
    drafts.change(session, draft, person, given)
    return drafts.full(session, draft, person)


@router.delete("/drafts/{draft_id}", status_code=204)
def remove_draft(draft: EditableDraft, person: PersonDep, session: SessionDep) -> None:
    """Delete a draft; for 30 days it can be had back."""
    drafts.remove(session, draft, person)


@router.put("/drafts/{draft_id}/restoration")
def restore_draft(draft: RestorableDraft, person: PersonDep, session: SessionDep) -> DraftOut:
    """Have a deleted draft back."""
    drafts.restore(session, draft, person)
    return drafts.full(session, draft, person)


@router.put("/drafts/{draft_id}/text")
def save_text(draft_id: str, given: TextIn, person: PersonDep, database: DatabaseDep) -> SavedOut:
    """Save a text. An answer means it is committed; a text that moved on meanwhile is given back, and both are kept."""
    try:
        with database.transaction() as session:
            draft = access.editable_draft(session, person, draft_id)
            live = text.replace(session, draft, given.body, given.base_version, person.id)
    except Conflict:
        with database.transaction() as session:
            text.keep(session, draft_id, clean_text(given.body))
        raise
    return SavedOut(version=live.version, changed_at=live.changed_at)


@router.post("/drafts/{draft_id}/preview")
def show_preview(
    draft_id: str, given: PreviewIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> PreviewOut:
    """A text as the page would show it; nothing is stored."""
    source = clean_text(given.body)
    needed = needs(source)
    with database.transaction(read_only=True) as session:
        facts = preview.facts(session, access.visible_draft(session, person, draft_id), needed)
    return preview.shown(renderer.render(source, facts, form="preview"))


@router.get("/papers-drafts/{paper_id}")
def count_open_drafts(paper: PaperHere, person: PersonDep, session: SessionDep) -> OpenDrafts:
    """How many drafts by others are open about a paper."""
    return OpenDrafts(open=drafts.open_about(session, paper.id, person))


@router.get("/citations")
def find_citations(
    person: PersonDep, session: SessionDep, words: Annotated[str, Query(max_length=400)] = ""
) -> list[CitationOut]:
    """Papers here that can be cited, and how."""
    return citations.search(session, words)


@router.post("/drafts/{draft_id}/unsure", status_code=201)
def mark_unsure(draft: EditableDraft, given: UnsureIn, session: SessionDep) -> UnsureOut:
    """Mark a passage one is not sure of."""
    mark = unsure.mark(session, draft, given.anchor.anchor(), given.question)
    return unsure.show(mark, text.body(session, draft.id))


@router.patch("/unsure/{mark_id}")
def ask_about_mark(mark: EditableMark, given: QuestionIn, session: SessionDep) -> UnsureOut:
    """Say what one asks about a marked passage."""
    unsure.ask(mark, given.question)
    return unsure.show(mark, text.body(session, mark.draft_id))


@router.delete("/unsure/{mark_id}", status_code=204)
def remove_mark(mark: EditableMark, session: SessionDep) -> None:
    """Take a mark away."""
    unsure.remove(session, mark)


@router.put("/unsure/{mark_id}/answer", status_code=204)
def answer_mark(mark: EditableMark, session: SessionDep) -> None:
    """Say that a question is answered; its mark goes."""
    unsure.answer(session, mark)


@router.get("/drafts/{draft_id}/revisions")
def read_revisions(draft: VisibleDraft, session: SessionDep) -> list[RevisionRow]:
    """The saved versions of a draft, newest first."""
    return [revisions.row(revision) for revision in revisions.of(session, draft.id)]


@router.post("/drafts/{draft_id}/revisions", status_code=201)
def save_revision(draft: EditableDraft, given: RevisionIn, person: PersonDep, session: SessionDep) -> RevisionRow:
    """Save a version of the text, with everything it leans on."""
    return revisions.row(revisions.freeze(session, draft, person.id, given.occasion, given.base_version, given.name))


@router.get("/revisions/{revision_id}")
def read_revision(revision_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> RevisionOut:
    """A saved version as it stood."""
    with database.transaction(read_only=True) as session:
        revision = access.visible_revision(session, person, revision_id)
        claims = revisions.evidence_of(session, revision)
    return revisions.shown(revision, claims, lambda digest: images.address(revision.draft_id, digest), renderer)


@router.get("/drafts/{draft_id}/threads")
def read_threads(draft_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> list[ThreadOut]:
    """What is said about a draft, each at its place in the live text."""
    with database.transaction(read_only=True) as session:
        found = threads.visible_threads(session, access.visible_draft(session, person, draft_id), person)
    return [threads.shown(talk, person, renderer) for talk in found]


@router.post("/drafts/{draft_id}/threads", status_code=201)
def begin_thread(
    draft_id: str, given: ThreadIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> ThreadOut:
    """Say something about a passage, or about the whole."""
    with database.transaction() as session:
        draft = access.visible_draft(session, person, draft_id)
        anchor = given.anchor.anchor() if given.anchor else None
        talk = threads.talk(session, draft, threads.at_passage(session, draft, anchor, given.words, person))
    return threads.shown(talk, person, renderer)


@router.post("/threads/{thread_id}/comments")
def reply(
    thread_id: str, given: CommentIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> ThreadOut:
    """Answer in a thread."""
    with database.transaction() as session:
        draft, thread = access.visible_thread(session, person, thread_id)
        threads.reply(session, thread, given.words, person, threads.byline(session, draft, person))
        talk = threads.talk(session, draft, thread)
    return threads.shown(talk, person, renderer)


@router.put("/threads/{thread_id}/resolution")
def resolve(thread_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> ThreadOut:
    """Say that a thread is settled."""
    with database.transaction() as session:
        draft, thread = access.visible_thread(session, person, thread_id)
        threads.resolve(session, thread, person)
        talk = threads.talk(session, draft, thread)
    return threads.shown(talk, person, renderer)


@router.delete("/threads/{thread_id}/resolution")
def reopen(thread_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> ThreadOut:
    """Say that a thread is not settled after all."""
    with database.transaction() as session:
        draft, thread = access.visible_thread(session, person, thread_id)
        threads.reopen(session, thread)
        talk = threads.talk(session, draft, thread)
    return threads.shown(talk, person, renderer)


@router.post("/drafts/{draft_id}/images", status_code=201)
def add_image(
    draft_id: str, file: Annotated[UploadFile, File()], person: PersonDep, database: DatabaseDep, files: FilesDep
) -> ImageOut:
    """Add a picture to a draft; it is drawn anew, so that nothing but its pixels is kept."""
    with database.transaction(read_only=True) as session:
        access.editable_draft(session, person, draft_id)
    picture = pictures.redraw(file.file.read(pictures.BYTES + 1), file.content_type or "")
    with database.transaction() as session:
        draft = access.editable_draft(session, person, draft_id)
        return images.out(images.add(session, files, draft, picture, person.id))


@router.get("/drafts/{draft_id}/images/{digest}")
def read_image(draft: VisibleDraft, digest: str, session: ReadSessionDep, files: FilesDep) -> Response:
    """A picture of a draft."""
    data, media_type = images.load(session, files, draft.id, digest)
    return Response(data, media_type=media_type, headers={"Cache-Control": "private, max-age=31536000, immutable"})
