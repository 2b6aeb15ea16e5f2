"""Which files of a source are the paper: the main .tex, what it reads in, and the bibliography that belongs to it."""

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.papers.bibliography.tex_reading import decoded, uncommented

MOST_CHARACTERS = 30_000_000
MOST_READ_IN = 2_000
DEEPEST = 12

_READS = re.compile(
    r"\\(?:input|include|subfile|subfileinclude|InputIfFileExists|@input|lstinputlisting|loadglsentries)\s*"
    r"(?:\{\s*\"?([^{}\"]{1,300})\"?\s*\}|([^\s{}\\\[]{1,300}))"
    r"|\\(?:sub)?(?:import|inputfrom|includefrom)\*?\s*\{([^{}]{0,200})\}\s*\{([^{}]{1,200})\}"
)
_BEGINS = re.compile(r"\\document(?:class|style)\b|\\begin\s*\{document\}|\\bye\b")
_WHOLE = re.compile(r"\\begin\s*\{document\}")
_BIBLIOGRAPHY = re.compile(
    r"\\(?:bibliography|addbibresource|bibselect|addglobalbib)\s*(?:\[[^\]]{0,200}\])?\s*\{([^{}]{1,2000})\}"
)
_PRINTS = re.compile(
    r"\\(?:bibliography\s*\{|printbibliography|printbib|bibselect|begin\s*\{thebibliography\}|bibitem|bib\s*\{)"
)
_FILES_INSIDE = re.compile(r"\\begin\s*\{filecontents\*?\}\s*(?:\[[^\]]{0,100}\])?\s*\{([^{}]{1,200})\}")
_LEFT_BEHIND = re.compile(
    r"(?:^|[/_.\- ])(?:old|bak|backup|copy|template|sample|example|response|rebuttal|cover|supp\w{0,20}|letter|diff"
    r"|reply)\d{0,4}(?=[_.\- /]|$)",
    re.IGNORECASE,
)


@dataclass
class Manuscript:
    """A paper's own text: `tex` with everything read in, without comments; its main file; the .bib it names."""

    main: str
    tex: str
    bib: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)


def is_abandoned(path: str) -> bool:
    """Whether a file is a system's shadow (`._main.tex`, `__MACOSX/`) or lies in a hidden folder."""
    return any(part.startswith((".", "__MACOSX")) for part in path.split("/"))


def manuscripts(files: Mapping[str, bytes]) -> Iterator[Manuscript]:
    """The papers that `files` may hold, the likeliest first: what arXiv's list names, then by how complete it is."""
    texts = {path: uncommented(decoded(data)) for path, data in files.items() if _is_tex(path, data)}
    read_by_others = {path for text in texts.values() for path in _paths_read(text, texts)}
    mains = [path for path, text in texts.items() if _BEGINS.search(text) and not is_abandoned(path)]
    named = _named_by_arxiv(files)
    ranked = sorted(mains, key=lambda path: _rank(path, texts, files, named, read_by_others))
    for path in ranked or sorted(texts, key=lambda path: -len(texts[path])):
        yield _flattened(path, texts)


def with_files_inside(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """`files`, and those that their TeX carries within itself (`filecontents`)."""
    inside: dict[str, bytes] = {}
    for path, data in files.items():
        tex = decoded(data) if b"{filecontents" in data and _is_tex(path, data) else ""
        for found in _FILES_INSIDE.finditer(tex):
            end = tex.find("\\end{filecontents", found.end())
            if end >= 0:
                inside[found[1].strip()] = tex[found.end() : end].encode()
    return {**inside, **files}


def _is_tex(path: str, data: bytes) -> bool:
    if path.lower().endswith((".tex", ".ltx", ".latex", ".bbl", ".ltb", ".inc", ".txt", ".tikz")):
        return True
    return "." not in posixpath.basename(path) and b"\\" in data[:5_000]


def _rank(
    path: str, texts: Mapping[str, str], files: Mapping[str, bytes], named: list[str], read: set[str]
) -> tuple[object, ...]:
    text, stem = texts[path], path.rsplit(".", 1)[0]
    return (
        named.index(path) if path in named else len(named),
        path in read,
        not _WHOLE.search(text) and "\\documentclass" in text,
        bool(_LEFT_BEHIND.search(path)),
        not _has_bibliography(path, texts, files),
        path.count("/"),
        posixpath.basename(stem).lower() not in ("ms", "main", "paper", "article", "manuscript", "arxiv"),
        -len(text),
        path,
    )


def _has_bibliography(path: str, texts: Mapping[str, str], files: Mapping[str, bytes]) -> bool:
    return f"{path.rsplit('.', 1)[0]}.bbl" in files or bool(_PRINTS.search(_flattened(path, texts).tex))


def _named_by_arxiv(files: Mapping[str, bytes]) -> list[str]:
    """The top-level files that `00README` names (arXiv's instructions for processing: lines, or JSON since 2025)."""
    for path, data in files.items():
        if posixpath.basename(path).lower().startswith("00readme"):
            text = decoded(data)
            try:
                sources = json.loads(text).get("sources", [])
                return [one["filename"] for one in sources if one.get("usage") == "toplevel"]
            except (ValueError, AttributeError, TypeError, KeyError, RecursionError):
                return re.findall(r"(?m)^(\S{1,200})\s+toplevelfile", text)
    return []


def _paths_read(tex: str, texts: Mapping[str, str]) -> Iterator[str]:
    for found in _READS.finditer(tex):
        if path := _resolved(found, "", texts):
            yield path


def _resolved(found: re.Match[str], folder: str, texts: Mapping[str, str]) -> str | None:
    name = (found[1] or found[2] or f"{found[3] or ''}/{found[4] or ''}").strip()
    for base in (folder, ""):
        path = posixpath.normpath(posixpath.join(base, name.lstrip("/")))
        for whole in (path, f"{path}.tex", f"{path}.bbl", f"{path}.ltx"):
            if whole in texts:
                return whole
    return None


def _flattened(main: str, texts: Mapping[str, str]) -> Manuscript:
    pieces: list[str] = []
    paper, room = Manuscript(main, ""), [MOST_CHARACTERS, MOST_READ_IN]
    _read_in(main, texts, paper, pieces, room, ())
    tex = "".join(pieces)
    end = tex.find("\\end{document}")
    paper.tex = tex if end < 0 else tex[:end]
    paper.bib = [name.strip() for found in _BIBLIOGRAPHY.finditer(tex) for name in found[1].split(",") if name.strip()]
    return paper


def _body(tex: str) -> str:
    """What a file that is a document by itself (subfiles, standalone) adds to another."""
    begin = _WHOLE.search(tex)
    return tex[begin.end() :].partition("\\end{document}")[0] if begin else tex


def _read_in(
    path: str, texts: Mapping[str, str], paper: Manuscript, pieces: list[str], room: list[int], above: tuple[str, ...]
) -> None:
    text, at = _body(texts[path]) if above else texts[path], 0
    paper.read.add(path)
    room[1] -= 1
    for found in _READS.finditer(text):
        inner = _resolved(found, posixpath.dirname(path), texts)
        if inner in above or inner == path or len(above) >= DEEPEST or min(room) <= 0:
            continue
        pieces.append(text[at : found.start()])
        room[0] -= found.start() - at
        at = found.end()
        if inner is not None:
            _read_in(inner, texts, paper, pieces, room, (*above, path))
    pieces.append(text[at : at + max(room[0], 0)])
    room[0] -= len(text) - at
