"""A page as its writers see it, and pieces as rows of the workbench's lists."""

from sqlmodel import Session, col, select

from app.people.models import Person
from app.publishing.models import Publication, Release
from app.publishing.pieces import Piece
from app.publishing.releases import withdrawal_of
from app.publishing.rendering import plain_title
from app.publishing.rules import Audience
from app.publishing.schemas import PieceRow, PublicationOut, ReleaseRow
from app.settings import Settings
from app.writing.models import CoAuthor, Revision


def shown(session: Session, publication: Publication, settings: Settings) -> PublicationOut:
    """A page with its releases, newest first."""
    query = (
        select(Release, Revision.number)
        .join(Revision, col(Revision.id) == Release.revision_id)
        .where(Release.publication_id == publication.id)
        .order_by(col(Release.number).desc())
    )
    withdrawal = withdrawal_of(session, publication)
    return PublicationOut(
        id=publication.id,
        slug=publication.slug,
        url=address(publication, settings),
        audience=publication.audience,
        releases=[_row(publication, release, number, settings) for release, number in session.exec(query)],
        withdrawn_at=withdrawal.withdrawn_at if withdrawal else None,
    )


def _row(publication: Publication, release: Release, revision_number: int, settings: Settings) -> ReleaseRow:
    return ReleaseRow(
        number=release.number,
        revision_number=revision_number,
        released_at=release.released_at,
        note=release.note,
        licence=release.licence,
        url=address(publication, settings, f"/{release.number}"),
    )


def address(publication: Publication, settings: Settings, below: str = "") -> str:
    """The absolute address of a page to hand on; it carries the key while only those with the link may read."""
    key = f"?k={publication.link_key}" if publication.audience is Audience.LINK else ""
    return f"{settings.address}/{publication.slug}{below}{key}"


def rows(session: Session, pieces: list[Piece], viewer: Person | None, settings: Settings) -> list[PieceRow]:
    """Pieces in a list of the workbench; only a writer of one is given its draft, and its link with the key."""
    wrote = select(CoAuthor.draft_id).where(CoAuthor.person_id == (viewer.id if viewer else ""))
    own = set(session.exec(wrote.where(col(CoAuthor.draft_id).in_([piece.publication.draft_id for piece in pieces]))))
    return [_piece(piece, piece.publication.draft_id in own, settings) for piece in pieces]


def _piece(piece: Piece, own: bool, settings: Settings) -> PieceRow:
    return PieceRow(
        title=piece.title,
        url=address(piece.publication, settings) if own else f"{settings.address}{piece.path}",
        draft_id=piece.publication.draft_id if own else None,
        authors=piece.authors,
        papers=[plain_title(paper.title) for paper in piece.papers],
        audience=piece.publication.audience,
        updates=piece.release.number - 1,
        released_at=piece.release.released_at,
        checked="Withdrawn" if piece.withdrawal else piece.badge.text,
        withdrawn=piece.withdrawal is not None,
    )
