"""The works a text cites, for other programs: BibTeX and CSL-JSON. Pure."""

import json
from collections.abc import Iterator, Mapping

from app.writing.bibtex.writing import written
from app.writing.citations import Found


def bibtex(found: Mapping[str, Found]) -> str:
    """A `.bib` file of the works, in this order."""
    return written((key, one.item) for key, one in _once(found))


def csl_json(found: Mapping[str, Found]) -> str:
    """A CSL-JSON array of the works, in this order; the id of each is the key a text cites it by."""
    items = [{**one.item, "id": key} for key, one in _once(found)]
    return json.dumps(items, ensure_ascii=False, indent=2)


def _once(found: Mapping[str, Found]) -> Iterator[tuple[str, Found]]:
    """Each work under the first key that names it."""
    seen: set[str] = set()
    for key, one in found.items():
        if one.work not in seen:
            seen.add(one.work)
            yield key, one
