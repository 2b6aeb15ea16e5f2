"""An entry from named fields, as BibTeX, biblatex and amsrefs keep them."""

from collections.abc import Mapping

from app.papers.bibliography.known_by import known_by
from app.papers.bibliography.shapes import Entry
from app.papers.bibliography.tex_macros import Macro
from app.papers.bibliography.tex_text import shown

_ABOUT_THE_WORK = "author editor title abstract keywords file annote annotation review doi eprint biburl timestamp"
_NOT_LOOKED_THROUGH = frozenset(_ABOUT_THE_WORK.split())
_ARCHIVE_NAMES = "hal jstor pubmed pmid pmc googlebooks hdl iacr ssrn biorxiv medrxiv chemrxiv"
_OTHER_ARCHIVES = frozenset(_ARCHIVE_NAMES.split())
_PLACES = ("journal", "journaltitle", "booktitle", "book", "publisher", "school", "institution", "howpublished")


def entry_of_fields(key: str, given: Mapping[str, str], macros: Mapping[str, Macro]) -> Entry:
    """The entry that `given` (field names in lower case, values in TeX) describe."""
    read = {name: shown(value, macros) for name, value in given.items() if value.strip() and name != "abstract"}
    plain = {name: one.text for name, one in read.items() if one.text}
    links = [link for one in read.values() for link in one.links] + list(_identifiers(plain))
    said = " ; ".join(text for name, text in plain.items() if name not in _NOT_LOOKED_THROUGH)
    arxiv, doi = known_by(said, links)
    return Entry(key, _sentence(plain, arxiv, doi), plain.get("title", ""), arxiv, doi, plain.get("url", ""))


def _identifiers(plain: Mapping[str, str]) -> list[str]:
    kind = (plain.get("archiveprefix") or plain.get("eprinttype") or "").lower()
    archive = plain.get("eprintclass") or plain.get("primaryclass") or ""
    found = []
    for name in ("eprint", "arxiv", "arxivid"):
        if name in plain and kind not in _OTHER_ARCHIVES:
            number = plain[name].removeprefix("arXiv:")
            found.append(f"arXiv:{archive}/{number}" if number.isdigit() and archive else f"arXiv:{number}")
    return [*found, *([f"doi:{plain['doi'].replace(' ', '')}"] if "doi" in plain else [])]


def _sentence(plain: Mapping[str, str], arxiv: list[str], doi: list[str]) -> str:
    """What a bibliography would print: people, title, where and when, by what it is known."""
    people = (plain.get("author") or plain.get("editor") or "").replace(" and ", ", ")
    year = plain.get("year") or plain.get("date", "")[:10]
    where = [plain[name] for name in _PLACES if name in plain][:2]
    where += [plain[name] for name in ("volume", "pages") if name in plain] + ([year] if year else [])
    known = [*(f"arXiv:{one}" for one in arxiv[:1]), *(f"doi:{one}" for one in doi[:1])]
    url = plain.get("url", "") if not known else ""
    parts = [people, plain.get("title", ""), ", ".join(where), plain.get("note", ""), ", ".join(known), url]
    return "".join(f"{part.strip(' .')}. " for part in parts if part.strip(" .")).strip()
