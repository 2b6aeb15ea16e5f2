"""What LaTeX commands met in bibliographies mean, and the commands a paper defines for itself."""

import re
from dataclasses import dataclass
from typing import Literal

from app.papers.bibliography.tex_groups import argument, option


@dataclass(frozen=True)
class Macro:
    """A command of the paper's own: how many arguments, its body with #1 …, the default of an optional first one."""

    arguments: int
    body: str
    default: str | None = None


ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "d": "\u0323",
    "b": "\u0331",
    "r": "\u030a",
    "k": "\u0328",
    "t": "\u0361",
}
SIGNS = {
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ae": "æ",
    "oe": "œ",
    "AE": "Æ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "i": "i",
    "j": "j",
    "dh": "ð",
    "th": "þ",
    "DH": "Ð",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
    "S": "§",
    "P": "¶",
    "ldots": "…",
    "dots": "…",
    "textendash": "–",
    "textemdash": "—",
    "textquoteright": "’",
    "textquoteleft": "‘",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textasciitilde": "~",
    "textunderscore": "_",
    "textbackslash": "\\",
    "quad": " ",
    "qquad": " ",
    "par": " ",
    "space": " ",
    "newline": " ",
    "and": "and ",
    "BibTeX": "BibTeX",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "textdegree": "°",
    "copyright": "©",
    "pounds": "£",
    "hskip": " ",
    "penalty": "",
    "natexlab": "",
}
"""Commands that stand for characters."""

LINKS = {
    "href": False,
    "hrefurl": False,
    "url": True,
    "nolinkurl": True,
    "path": True,
    "burl": True,
    "urlalt": False,
    "Eprint": False,
    "urllink": False,
    "bibfield@href": False,
    "link": True,
    "htmladdnormallink": True,
    "weblink": True,
}
"""Commands whose first argument is an address, and whether the address itself is printed."""

TITLES = {
    "bibinfo": True,
    "bibfield": True,
    "showarticletitle": False,
    "bibtitle": False,
    "Title": False,
    "papertitle": False,
    "btxtitlefont": False,
    "bibArticleTitle": False,
}
"""Commands that name a title, and whether the name of the field stands first."""

ARGUMENTS_LEFT_OUT = {
    "label": 1,
    "vspace": 1,
    "hspace": 1,
    "color": 1,
    "textcolor": 1,
    "fontsize": 2,
    "selectlanguage": 1,
    "urlstyle": 1,
    "bibliographystyle": 1,
    "includegraphics": 1,
    "setlength": 2,
    "addtolength": 2,
    "hyperlink": 1,
    "hypertarget": 1,
    "BibitemShut": 1,
    "SelectLanguage": 1,
    "foreignlanguage": 1,
    "vskip": 0,
    "pagestyle": 1,
    "thispagestyle": 1,
    "setcounter": 2,
    "addcontentsline": 3,
    "markboth": 2,
    "cite": 1,
    "citep": 1,
    "citet": 1,
    "index": 1,
    "bibcommenthead": 0,
    "providecommand": 2,
    "newcommand": 2,
    "renewcommand": 2,
    "def": 2,
    "mciteSetBstMidEndSepPunct": 3,
    "mciteSetBstSublistMode": 1,
    "mciteSetBstMaxWidthForm": 2,
    "bibAnnoteFile": 1,
    "bibAnnote": 2,
    "raisebox": 1,
    "scalebox": 1,
    "resizebox": 2,
    "rule": 2,
    "href@noop": 1,
    "footnotemark": 0,
    "csname": 0,
    "input": 1,
    "include": 1,
    "bstctlcite": 1,
    "citealias": 1,
}
"""Commands with arguments that no reader sees."""

JOURNALS = {
    "aj": "AJ",
    "actaa": "Acta Astron.",
    "araa": "ARA&A",
    "apj": "ApJ",
    "apjl": "ApJL",
    "apjs": "ApJS",
    "ao": "Appl. Opt.",
    "aap": "A&A",
    "aapr": "A&A Rev.",
    "aaps": "A&AS",
    "apss": "Ap&SS",
    "mnras": "MNRAS",
    "pra": "Phys. Rev. A",
    "prb": "Phys. Rev. B",
    "prc": "Phys. Rev. C",
    "prd": "Phys. Rev. D",
    "pre": "Phys. Rev. E",
    "prl": "Phys. Rev. Lett.",
    "pasp": "PASP",
    "pasj": "PASJ",
    "nat": "Nature",
    "nar": "New A Rev.",
    "jcap": "JCAP",
    "solphys": "Sol. Phys.",
    "ssr": "Space Sci. Rev.",
    "physrep": "Phys. Rep.",
    "icarus": "Icarus",
    "procspie": "Proc. SPIE",
    "baas": "BAAS",
    "natas": "Nature Astron.",
    "jgr": "J. Geophys. Res.",
    "pasa": "PASA",
    "memras": "MmRAS",
    "na": "New A",
    "iaucirc": "IAU Circ.",
    "nphysa": "Nucl. Phys. A",
    "nphysb": "Nucl. Phys. B",
    "psj": "PSJ",
    "rmp": "Rev. Mod. Phys.",
    "aapl": "A&A",
}
"""The abbreviations that astronomers' journal classes define."""

FORMULA_PLACES = frozenset(
    [
        "equation",
        "align",
        "eqnarray",
        "gather",
        "multline",
        "displaymath",
        "math",
        "alignat",
        "flalign",
        "eqnarray",
        "subequations",
        "dmath",
    ]
)
_OWN = re.compile(
    r"\\(?:(?:re|provide)?newcommand|renewcommand|providecommand|DeclareRobustCommand|[gex]?def|long\\def)\*?\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z@]+)\s*\}|\\(?P<bare>[A-Za-z@]+))(?P<hashes>(?:\s?#[1-9]){0,9})"
)
_PROGRAMMING = re.compile(
    r"\\(?:csname|expandafter|begingroup|catcode|futurelet|afterassignment|if[a-z]*|let|def|gdef|makeatletter|else|fi)\b|##"
)
_MOST_MACROS = 3_000


def kind_of(name: str) -> Literal["arxiv", "doi"] | None:
    """Whether a command is about arXiv or a DOI, by its name: `\\doi`, `\\dodoi`, `\\showDOI`, `\\mn@eprint`, `\\arXiv`."""
    lowered = name.lower()
    if "arxiv" in lowered or "eprint" in lowered:
        return "arxiv" if "prefix" not in lowered and name not in LINKS else None
    if "doi" in lowered and "prefix" not in lowered and lowered not in ("doing", "doibase", "doibegin"):
        return "doi"
    return None


def macros_in(tex: str) -> dict[str, Macro]:
    """The commands that `tex` defines, those that program TeX rather than print left out."""
    macros: dict[str, Macro] = {}
    for found in _OWN.finditer(tex):
        name, at = found["braced"] or found["bare"], found.end()
        if len(macros) >= _MOST_MACROS or name in LINKS or name in TITLES:
            continue
        count, at = option(tex, at) if not found["hashes"] else (str(found["hashes"].count("#")), at)
        default, at = option(tex, at) if not found["hashes"] else ("", at)
        body, _ = argument(tex, at, only_braced=True)
        if len(body) < 1_000 and not _PROGRAMMING.search(body) and f"\\{name}" not in body:
            macros[name] = Macro(int(count) if count.strip() in set("123456789") else 0, body, default or None)
    return macros
