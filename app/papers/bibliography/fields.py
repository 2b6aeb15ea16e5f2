"""An entry from named fields, as BibTeX, biblatex and amsrefs keep them."""

from collections.abc import Mapping

from app.papers.bibliography.known_by import known_by
from app.papers.bibliography.shapes import Entry
from app.papers.bibliography.tex_commands import Macro
from app.papers.bibliography.tex_text import shown

_PRINTED = (
    "author", "collaboration", "editor", "title", "subtitle", "journal", "journaltitle", "fjournal", "booktitle", "book", "series",
    "volume", "number", "pages", "eid", "publisher", "school", "institution", "organization", "howpublished", "date", "year", "note",
    "addendum", "status", "archiveprefix", "eprinttype", "eprint", "doi", "url",
)  # fmt: skip
_LOOKED_THROUGH = (
    "journal",
    "volume",
    "number",
    "note",
    "howpublished",
    "url",
    "addendum",
    "eid",
    "pages",
    "annote",
    "annotation",
    "adsurl",
    "arxiv",
    "arxivid",
    "bdsk-url-1",
    "link",
    "ee",
    "institution",
    "publisher",
    "booktitle",
    "journaltitle",
    "series",
    "type",
    "urldate",
    "key",
    "review",
    "status",
)
_OTHER_ARCHIVES = (
    "hal",
    "jstor",
    "pubmed",
    "pmid",
    "pmc",
    "googlebooks",
    "hdl",
    "iacr",
    "ssrn",
    "biorxiv",
    "medrxiv",
    "chemrxiv",
)


def entry_of_fields(key: str, given: Mapping[str, str], macros: Mapping[str, Macro]) -> Entry:
    """The entry that `given` (field names in lower case, values in TeX) describe."""
    read = {name: shown(value, macros) for name, value in given.items() if value.strip()}
    plain = {name: one.text for name, one in read.items()}
    kind = (plain.get("archiveprefix") or plain.get("eprinttype") or "").lower()
    links = [link for one in read.values() for link in one.links]
    for name in ("eprint", "arxiv", "arxivid"):
        if name in plain and kind not in _OTHER_ARCHIVES:
            prefix = f"{plain['eprintclass']}/" if plain[name].isdigit() and plain.get("eprintclass") else ""
            links.append(f"arXiv:{prefix}{plain[name].removeprefix('arXiv:')}")
    if "doi" in given:
        links.append(f"doi:{plain.get('doi', '').replace(' ', '')}")
    said = " ".join(plain[name] for name in _PRINTED if name in plain and name not in ("doi", "url", "eprint"))
    arxiv, doi = known_by(" ; ".join(plain[name] for name in _LOOKED_THROUGH if name in plain), links)
    extra = [f"arXiv:{one}" for one in arxiv[:1]] + [f"doi:{one}" for one in doi[:1]]
    text = _sentence(plain, said, extra)
    return Entry(key, text, plain.get("title", ""), arxiv, doi, plain.get("url", ""))


def _sentence(plain: Mapping[str, str], said: str, extra: list[str]) -> str:
    people = plain.get("author") or plain.get("editor") or ""
    parts = [people.replace(" and ", ", "), plain.get("title", "")]
    where = [
        plain[name]
        for name in (
            "journal",
            "journaltitle",
            "booktitle",
            "book",
            "publisher",
            "school",
            "institution",
            "howpublished",
        )
        if name in plain
    ]
    numbers = [plain[name] for name in ("volume", "pages") if name in plain]
    year = plain.get("year") or plain.get("date", "")[:10]
    parts += [", ".join([*where[:2], *numbers, *([year] if year else [])]), plain.get("note", ""), ", ".join(extra)]
    whole = ". ".join(part.strip(" .") for part in parts if part.strip(" ."))
    return f"{whole}." if whole else said
