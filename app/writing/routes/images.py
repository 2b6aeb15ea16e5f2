"""The API of a draft's pictures: adding one, whose it is, and its bytes."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile

from app import pictures
from app.files import Files
from app.people.access import PersonDep
from app.web import DatabaseDep, ReadSessionDep, SessionDep, part
from app.writing import access, images
from app.writing.access import EditableDraft, VisibleDraft
from app.writing.rules import RIGHTS_MAXIMUM
from app.writing.schemas import ImageOut, RightsIn

router = APIRouter()
FilesDep = Annotated[Files, part(Files)]
Words = Annotated[str, Form(max_length=RIGHTS_MAXIMUM)]


@router.post("/drafts/{draft_id}/images", status_code=201)
def add_image(
    draft_id: str,
    file: Annotated[UploadFile, File()],
    person: PersonDep,
    database: DatabaseDep,
    files: FilesDep,
    source: Words = "",
    licence: Words = "",
    ground: Words = "",
) -> ImageOut:
    """Add a picture to a draft; it is drawn anew, so that nothing but what it shows is kept."""
    rights = RightsIn(source=source, licence=licence, ground=ground)
    with database.transaction(read_only=True) as session:
        access.editable_draft(session, person, draft_id)
    picture = pictures.redraw(file.file.read(pictures.BYTES + 1), file.content_type or "")
    with database.transaction() as session:
        draft = access.editable_draft(session, person, draft_id)
        return images.out(images.add(session, files, draft, picture, person.id, rights), picture.left_out)


@router.get("/drafts/{draft_id}/images")
def list_images(draft: VisibleDraft, session: SessionDep) -> list[ImageOut]:
    """The pictures of a draft, and whose they are."""
    return [images.out(image) for image in images.of(session, draft.id)]


@router.put("/drafts/{draft_id}/images/{digest}/rights")
def describe_image(draft: EditableDraft, digest: str, given: RightsIn, session: SessionDep) -> ImageOut:
    """Say whose a picture is, and why it may be shown."""
    image = images.find(session, draft.id, digest)
    images.describe(image, given)
    return images.out(image)


@router.get("/drafts/{draft_id}/images/{digest}", response_class=Response)
def read_image(draft: VisibleDraft, digest: str, session: ReadSessionDep, files: FilesDep) -> Response:
    """A picture of a draft."""
    data, media_type = images.load(session, files, draft.id, digest)
    headers = {"Cache-Control": "private, max-age=31536000, immutable", "Content-Security-Policy": pictures.ALONE}
    return Response(data, media_type=media_type, headers=headers)
