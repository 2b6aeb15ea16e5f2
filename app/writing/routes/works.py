"""The API of works: what can be cited in a draft, what it cites and keeps, `.bib` files in, BibTeX and CSL-JSON out."""

from typing import Annotated

from fastapi import APIRouter, File, Query, Response, UploadFile

from app.errors import TooLarge
from app.markup import Renderer
from app.papers.catalogue import Catalogue
from app.people.access import PersonDep
from app.web import DatabaseDep, ReadSessionDep, SessionDep, part
from app.writing import access, citations, exporting, offering, text, works
from app.writing.access import EditableDraft, VisibleDraft
from app.writing.bibtex import reading
from app.writing.schemas import BroughtOut, KeptOut, OfferedOut, ReferenceIn, WorkOut, WorksOut

router = APIRouter()
RendererDep = Annotated[Renderer, part(Renderer)]
CatalogueDep = Annotated[Catalogue, part(Catalogue)]
Key = Annotated[str, Query(max_length=400)]


@router.get("/drafts/{draft_id}/citations")
def find_citations(
    draft: VisibleDraft,
    session: ReadSessionDep,
    catalogue: CatalogueDep,
    words: Annotated[str, Query(max_length=400)] = "",
) -> list[OfferedOut]:
    """Works that can be cited: papers here, what they cite, what the draft keeps."""
    return offering.offer(session, catalogue, draft.id, words)


@router.get("/drafts/{draft_id}/works")
def read_works(draft_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> WorksOut:
    """The works the saved text cites, and what else the draft keeps."""
    cited = _cited(draft_id, person, database, renderer)
    with database.transaction(read_only=True) as session:
        return works.listed(session, access.visible_draft(session, person, draft_id), cited)


@router.get("/drafts/{draft_id}/work")
def read_work(draft: VisibleDraft, key: Key, session: ReadSessionDep) -> WorkOut | None:
    """The work that a key names in this draft; null for none."""
    found = citations.find(session, draft.id, [key]).get(key)
    return works.out(key, found) if found else None


@router.post("/drafts/{draft_id}/works", status_code=201)
def keep_work(draft: EditableDraft, given: ReferenceIn, person: PersonDep, session: SessionDep) -> KeptOut:
    """Keep a reference of a paper here in the draft, to cite it. Doing so again gives the same key."""
    return KeptOut(key=works.keep_reference(session, draft, given.reference_id, person.id))


@router.delete("/drafts/{draft_id}/works", status_code=204)
def remove_work(draft: EditableDraft, key: Key, session: SessionDep) -> None:
    """Keep a work no longer."""
    works.remove(session, draft, key)


@router.post("/drafts/{draft_id}/bibliography")
def bring_bibliography(
    draft_id: str, file: Annotated[UploadFile, File()], person: PersonDep, database: DatabaseDep
) -> BroughtOut:
    """Bring in the works of a `.bib` file; entries that cannot be read are named, the others come in."""
    with database.transaction(read_only=True) as session:
        access.editable_draft(session, person, draft_id)
    data = file.file.read(reading.BYTES + 1)
    if len(data) > reading.BYTES:
        raise TooLarge(f"A .bib file may have {reading.BYTES // 1_000_000} MB. Nothing was brought in.")
    read = reading.read(reading.decoded(data))
    with database.transaction() as session:
        return works.bring(session, access.editable_draft(session, person, draft_id), read, person.id)


@router.get("/drafts/{draft_id}/cited.bib")
def export_bibtex(draft_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> Response:
    """The works the saved text cites, as BibTeX."""
    cited = _cited(draft_id, person, database, renderer)
    with database.transaction(read_only=True) as session:
        found = citations.find(session, draft_id, cited)
    return _download(exporting.bibtex(found), "application/x-bibtex; charset=utf-8", "cited.bib")


@router.get("/drafts/{draft_id}/cited.json")
def export_csl(draft_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> Response:
    """The works the saved text cites, as CSL-JSON."""
    cited = _cited(draft_id, person, database, renderer)
    with database.transaction(read_only=True) as session:
        found = citations.find(session, draft_id, cited)
    return _download(exporting.csl_json(found), "application/vnd.citationstyles.csl+json", "cited.json")


def _cited(draft_id: str, person: PersonDep, database: DatabaseDep, renderer: Renderer) -> list[str]:
    with database.transaction(read_only=True) as session:
        body = text.body(session, access.visible_draft(session, person, draft_id).id)
    return renderer.needs(body).citations


def _download(body: str, media_type: str, name: str) -> Response:
    return Response(body, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
