"""Wire shapes of this room, plain Pydantic; never a table."""

from app.writing.schemas.coauthors import (
    Accepted,
    AuthorChange,
    InvitationIn,
    InvitationMade,
    InvitationOut,
    MyInvitation,
)
from app.writing.schemas.drafts import AuthorOut, DraftChange, DraftIn, DraftOut, DraftRow, KindOut, OpenDrafts
from app.writing.schemas.marks import QuestionIn, UnsureIn, UnsureOut
from app.writing.schemas.revisions import EvidenceOut, RevisionIn, RevisionOut, RevisionRow
from app.writing.schemas.sources import (
    AdviceOut,
    ChecksOut,
    CitationOut,
    ClaimOut,
    CoverageOut,
    LedgerOut,
    SectionOut,
    UnsourcedOut,
)
from app.writing.schemas.texts import (
    HeadingOut,
    ImageOut,
    PlaceOut,
    PreviewIn,
    PreviewOut,
    ProblemOut,
    SavedOut,
    TextIn,
    TextOut,
)
from app.writing.schemas.threads import CommentIn, CommentOut, ThreadIn, ThreadOut

__all__ = [
    "Accepted",
    "AdviceOut",
    "AuthorChange",
    "AuthorOut",
    "ChecksOut",
    "CitationOut",
    "ClaimOut",
    "CommentIn",
    "CommentOut",
    "CoverageOut",
    "DraftChange",
    "DraftIn",
    "DraftOut",
    "DraftRow",
    "EvidenceOut",
    "HeadingOut",
    "ImageOut",
    "InvitationIn",
    "InvitationMade",
    "InvitationOut",
    "KindOut",
    "LedgerOut",
    "MyInvitation",
    "OpenDrafts",
    "PlaceOut",
    "PreviewIn",
    "PreviewOut",
    "ProblemOut",
    "QuestionIn",
    "RevisionIn",
    "RevisionOut",
    "RevisionRow",
    "SavedOut",
    "SectionOut",
    "TextIn",
    "TextOut",
    "ThreadIn",
    "ThreadOut",
    "UnsourcedOut",
    "UnsureIn",
    "UnsureOut",
]
