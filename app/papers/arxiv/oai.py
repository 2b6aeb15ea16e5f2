"""Pure: what arXiv's OAI-PMH answers say in the format arXivRaw, which alone carries the licence and every version.

Source: http://www.openarchives.org/OAI/openarchivesprotocol.html and http://arxiv.org/OAI/arXivRaw.xsd.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

from app.papers.arxiv.atom import squeeze, well_formed
from app.papers.arxiv.errors import BadQuery, NotOnArxiv, nonsense

OAI = "{http://www.openarchives.org/OAI/2.0/}"
RAW = "{http://arxiv.org/OAI/arXivRaw/}"


@dataclass(frozen=True)
class Version:
    """A version as it was submitted; `size` in arXiv's words ("18kb"), "0kb" where it was withdrawn."""

    number: int
    created: datetime
    size: str


@dataclass(frozen=True)
class RawRecord:
    """A paper's versions in order, the licence (a URL) of its newest version, and who submitted it."""

    id: str
    versions: list[Version]
    licence: str | None
    submitter: str | None


def raw_record(body: bytes, asked: str) -> RawRecord:
    """The record of the paper `asked` for. Raises NotOnArxiv, BadQuery or Nonsense."""
    answer = well_formed(body.removeprefix(b"\xef\xbb\xbf").strip())
    if answer.tag != f"{OAI}OAI-PMH":
        raise nonsense("is not a record")
    _refuse_error(answer.find(f"{OAI}error"), asked)
    header = answer.find(f"{OAI}GetRecord/{OAI}record/{OAI}header")
    if header is not None and header.get("status") == "deleted":
        raise NotOnArxiv(f"arXiv has taken {asked} away. Nothing was stored.")
    raw = answer.find(f"{OAI}GetRecord/{OAI}record/{OAI}metadata/{RAW}arXivRaw")
    if raw is None or raw.findtext(f"{RAW}id", "").strip() != asked:
        raise nonsense(f"is not the record of {asked}")
    versions = [_version(one) for one in raw.findall(f"{RAW}version")]
    if not versions or [one.number for one in versions] != list(range(1, len(versions) + 1)):
        raise nonsense(f"does not list the versions of {asked}")
    return RawRecord(asked, versions, _text(raw, "license"), _text(raw, "submitter"))


def _refuse_error(error: Element | None, asked: str) -> None:
    if error is None:
        return
    if error.get("code") in ("idDoesNotExist", "noRecordsMatch"):
        raise NotOnArxiv(f"arXiv knows no paper {asked}. Check the identifier against where you found it.")
    said = squeeze(error.text or "")[:200] or error.get("code", "no reason given")
    raise BadQuery(f"arXiv did not understand this: {said}. Nothing was stored; check what was asked for.")


def _version(element: Element) -> Version:
    number = element.get("version", "").removeprefix("v")
    try:
        created = parsedate_to_datetime(element.findtext(f"{RAW}date", "").strip())
        counted = int(number)
    except (ValueError, TypeError):
        raise nonsense("dates or numbers a version in no known way") from None
    return Version(
        counted,
        created.astimezone(UTC) if created.tzinfo else created.replace(tzinfo=UTC),
        _text(element, "size") or "",
    )


def _text(parent: Element, name: str) -> str | None:
    return squeeze(parent.findtext(f"{RAW}{name}", "")) or None
