"""The entries of a LaTeX source, and where the paper cites them."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from app.papers.bibliography import cite_commands
from app.papers.bibliography.amsrefs import entries_of_amsrefs
from app.papers.bibliography.bibitems import entries_of_bibitems, labels
from app.papers.bibliography.biblatex import entries_of_biblatex
from app.papers.bibliography.bibtex import entries_of_bib
from app.papers.bibliography.by_hand import entries_listed_by_hand
from app.papers.bibliography.plain_tex import entries_of_plain_tex, with_cite_commands
from app.papers.bibliography.shapes import Entry
from app.papers.bibliography.tex_files import Manuscript, is_abandoned, manuscripts, with_files_inside
from app.papers.bibliography.tex_macros import Macro, macros_in
from app.papers.bibliography.tex_reading import decoded, uncommented

_MOST_TRIED = 20
_UNIT = re.compile(r"(?:[^\n]{0,200}/)?bu\d{1,4}\.bbl")


def entries_of_source(files: Mapping[str, bytes]) -> list[Entry]:
    """What the paper in `files` (path inside the source → bytes) cites, in the order of its bibliography.

    Followed from the main .tex: entries within the text, its .bbl (by name, else the only ones there are), its .bib.
    Files that the paper does not read are no part of it, unless nothing else holds a bibliography. [] without any.
    """
    files = with_files_inside(files)
    papers = [paper for paper, _ in zip(manuscripts(files), range(_MOST_TRIED), strict=False)]
    for paper in papers:
        macros = macros_in(paper.tex)
        for texts in _bibliographies(paper, files):
            entries = _entries(texts, macros)
            if entries:
                return cite_commands.with_mentions(entries, paper.tex, macros, labels("\n".join(texts)))
        entries = _from_bib(paper, files, macros)
        if entries:
            return cite_commands.with_mentions(entries, paper.tex, macros, {})
        if entries := entries_of_plain_tex(paper.tex, macros):
            return cite_commands.with_mentions(entries, with_cite_commands(paper.tex, entries), macros, {})
        if entries := entries_listed_by_hand(paper.tex, macros):
            return entries
    return _left_over(papers, files)


def _bibliographies(paper: Manuscript, files: Mapping[str, bytes]) -> Iterator[list[str]]:
    """The texts that may hold the entries, the surest first."""
    written_out = "\\bibitem" in paper.tex and not paper.bib
    own = [] if written_out else _named_bbl(paper, files)
    yield [paper.tex, *(uncommented(decoded(files[path])) for path in own)]
    if paper.bib and not any(_bib_files(paper, files)):
        yield from ([uncommented(decoded(files[path]))] for path in _lists(files))


def _named_bbl(paper: Manuscript, files: Mapping[str, bytes]) -> list[str]:
    """`main.bbl` beside `main.tex`, else what `\\bibliography{refs}` calls `refs.bbl`, else the .bbl of a part."""
    stem = paper.main.rsplit(".", 1)[0]
    named = [f"{stem}.bbl", f"{posixpath.basename(stem)}.bbl"]
    found = [path for path in dict.fromkeys(named) if path in files and path not in paper.read]
    if found:
        return found[:1] + _of_parts(paper, files, found[0])
    named = [f"{name.removesuffix('.bib')}.bbl" for name in paper.bib]
    found = [path for path in dict.fromkeys(named) if path in files and path not in paper.read]
    return found or _of_parts(paper, files, "")


def _of_parts(paper: Manuscript, files: Mapping[str, bytes], main: str) -> list[str]:
    """What chapters with a bibliography of their own leave (chapterbib), and further kinds of reference (multibib), and
    units of a text (bibunits)."""
    parts = [f"{path.rsplit('.', 1)[0]}.bbl" for path in sorted(paper.read) if path != paper.main]
    kinds = [f"{kind}.bbl" for kind in cite_commands.further_kinds(paper.tex)]
    units = (
        sorted(filter(_UNIT.fullmatch, files), key=lambda path: (len(path), path)) if "\\putbib" in paper.tex else []
    )
    return [
        path for path in dict.fromkeys([*parts, *kinds, *units]) if path in files and path not in (main, *paper.read)
    ]


def _entries(texts: list[str], macros: Mapping[str, Macro]) -> list[Entry]:
    """The entries of all `texts`: a key stands once for all files, and within a file as often as it is there."""
    entries: list[Entry] = []
    seen: set[str] = set()
    for text in texts:
        every = {**macros_in(text), **macros}
        found = entries_of_bibitems(text, every) or entries_of_biblatex(text, every) or entries_of_amsrefs(text, every)
        entries += [entry for entry in found if not entry.key or entry.key not in seen]
        seen |= {entry.key for entry in found}
    return entries


def _bib_files(paper: Manuscript, files: Mapping[str, bytes]) -> Iterator[str]:
    for name in dict.fromkeys(paper.bib):
        base = posixpath.normpath(name if name.endswith(".bib") else f"{name}.bib")
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(paper.main), base))
        yield from (path for path in (beside, base) if path in files)


def _from_bib(paper: Manuscript, files: Mapping[str, bytes], macros: Mapping[str, Macro]) -> list[Entry]:
    named = list(dict.fromkeys(_bib_files(paper, files)))
    paths = named or [path for path in files if path.lower().endswith(".bib") and not is_abandoned(path)]
    cited = [key for key, _, _ in cite_commands.citations(paper.tex)]
    return entries_of_bib([decoded(files[path]) for path in paths], cited, macros) if cited else []


def _left_over(papers: list[Manuscript], files: Mapping[str, bytes]) -> list[Entry]:
    """A bibliography that nothing reads is better than none: the longest .bbl, else every entry of the .bib files."""
    tex = papers[0].tex if papers else ""
    for path in sorted(
        (path for path in files if path.lower().endswith((".bbl", ".ltb"))), key=lambda path: -len(files[path])
    ):
        text = uncommented(decoded(files[path]))
        if entries := _entries([text], macros_in(tex)):
            return cite_commands.with_mentions(entries, tex, {}, labels(text))
    bibs = [path for path in files if path.lower().endswith(".bib")]
    return entries_of_bib([decoded(files[path]) for path in bibs], ["*"], {}) if bibs and not tex else []


def _lists(files: Mapping[str, bytes]) -> list[str]:
    """Every .bbl there is (and amsrefs' .ltb), the longest first."""
    lists = [path for path in files if path.lower().endswith((".bbl", ".ltb")) and not is_abandoned(path)]
    return sorted(lists, key=lambda path: -len(files[path]))
