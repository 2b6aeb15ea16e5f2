"""Which addresses stand in a paper version's own text: what makes somebody who answers from one its author."""

from sqlmodel import Session, col, select

from app.papers.bibliography.mail_addresses import addresses_in
from app.papers.models import PaperText, PaperVersion, TextBody


def of_version(session: Session, version: PaperVersion) -> list[str]:
    """The addresses in the texts that came from arXiv, each once; a person's own PDF is nobody's witness."""
    query = (
        select(TextBody.text)
        .join(PaperText, col(PaperText.digest) == TextBody.digest)
        .where(PaperText.version_id == version.id, col(PaperText.owner_id).is_(None))
        .order_by(col(PaperText.made_at))
    )
    return list(dict.fromkeys(one for text in session.exec(query) for one in addresses_in(text)))
