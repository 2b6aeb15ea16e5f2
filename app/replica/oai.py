"""Answers of `/oai2`: GetRecord in the format arXivRaw.

Source: http://www.openarchives.org/OAI/openarchivesprotocol.html and http://arxiv.org/OAI/arXivRaw.xsd.
"""

from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from app.replica.library import Known, Paper

OAI = "http://www.openarchives.org/OAI/2.0/"
RAW = "http://arxiv.org/OAI/arXivRaw/"


def answer(asked: dict[str, str], known: Known) -> bytes:
    """The body for the arguments of a request; errors are answers too."""
    root = Element("OAI-PMH", xmlns=OAI)
    SubElement(root, "responseDate").text = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    request = SubElement(root, "request")
    request.text = "https://oaipmh.arxiv.org/oai"
    code, said = _error(asked, known)
    if code:
        SubElement(root, "error", code=code).text = said
        return _serialised(root)
    request.attrib.update(asked)
    _record(SubElement(root, "GetRecord"), known[_id(asked)])
    return _serialised(root)


def _error(asked: dict[str, str], known: Known) -> tuple[str, str]:
    if asked.get("verb") != "GetRecord":
        return "badVerb", "This replica answers GetRecord only"
    if set(asked) != {"verb", "identifier", "metadataPrefix"}:
        return "badArgument", "GetRecord takes identifier and metadataPrefix"
    if asked["metadataPrefix"] != "arXivRaw":
        return "cannotDisseminateFormat", "This replica knows arXivRaw only"
    if not asked["identifier"].startswith("oai:arXiv.org:") or _id(asked) not in known:
        return "idDoesNotExist", "Nothing found for this identifier"
    return "", ""


def _id(asked: dict[str, str]) -> str:
    return asked["identifier"].removeprefix("oai:arXiv.org:")


def _record(parent: Element, paper: Paper) -> None:
    record = SubElement(parent, "record")
    header = SubElement(record, "header")
    SubElement(header, "identifier").text = f"oai:arXiv.org:{paper.id}"
    SubElement(header, "datestamp").text = paper.versions[-1].date.strftime("%Y-%m-%d")
    for archive in dict.fromkeys(category.split(".")[0] for category in paper.categories):
        SubElement(header, "setSpec").text = archive
    raw = SubElement(SubElement(record, "metadata"), "arXivRaw", xmlns=RAW)
    SubElement(raw, "id").text = paper.id
    SubElement(raw, "submitter").text = paper.submitter
    for number, version in enumerate(paper.versions, 1):
        element = SubElement(raw, "version", version=f"v{number}")
        SubElement(element, "date").text = format_datetime(version.date, usegmt=True)
        SubElement(element, "size").text = version.size
        SubElement(element, "source_type").text = "D"
    for name, text in _fields(paper).items():
        if text:
            SubElement(raw, name).text = text


def _fields(paper: Paper) -> dict[str, str]:
    return {
        "title": paper.told("title", paper.newest),
        "authors": ", ".join(paper.authors),
        "categories": " ".join(paper.categories),
        "comments": paper.told("comment", paper.newest),
        "journal-ref": paper.journal_ref,
        "doi": paper.doi,
        "license": paper.licence,
        "abstract": paper.told("abstract", paper.newest),
    }


def _serialised(root: Element) -> bytes:
    return tostring(root, encoding="UTF-8", xml_declaration=True)
