"""What the LaTeX commands met in bibliographies mean."""

from typing import Literal


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_ACCENTS = """
' 0301 ` 0300 ^ 0302 " 0308 ~ 0303 = 0304 . 0307 u 0306 v 030c H 030b c 0327 d 0323 b 0331 r 030a k 0328 t 0361
"""
ACCENTS = {name: chr(int(point, 16)) for name, point in _pairs(_ACCENTS).items()}
"""Accents, as the character that combines with the letter before it."""

_SIGNS = """
ss ß o ø O Ø l ł L Ł ae æ oe œ AE Æ OE Œ aa å AA Å i i j j dh ð th þ DH Ð TH Þ dj đ DJ Đ ng ŋ NG Ŋ S § P ¶
ldots … dots … textellipsis … textendash – textemdash — textquoteright ’ textquoteleft ‘ textquotedblleft “
textquotedblright ” textquotesingle ' textasciitilde ~ textasciicircum ^ textunderscore _ textbackslash \\
textgreater > textless < textbar | textdegree ° textregistered ® texttrademark ™ copyright © pounds £ euro €
and and BBA & BibTeX BibTeX LaTeX LaTeX TeX TeX lq ‘ rq ’ guillemotleft « guillemotright »
"""
_BLANKS = "quad qquad par space newline hskip enspace thinspace linebreak"
SIGNS = _pairs(_SIGNS) | dict.fromkeys(_BLANKS.split(), " ")
"""Commands that stand for characters."""

LINKS = {
    **dict.fromkeys(("href", "hrefurl", "urlalt", "Eprint", "urllink", "htmladdnormallinkfoot"), False),
    **dict.fromkeys(("url", "nolinkurl", "path", "burl", "link", "weblink", "Url"), True),
}
"""Commands whose first argument is an address, and whether the address itself is printed."""

TITLES = {
    **dict.fromkeys(("bibinfo", "bibfield"), True),
    **dict.fromkeys(("showarticletitle", "bibtitle", "papertitle", "btxtitlefont", "bibArticleTitle"), False),
}
"""Commands that name a title, and whether the name of a field stands first."""

_LEFT_OUT = {
    1: """
    label vspace hspace color textcolor selectlanguage urlstyle bibliographystyle includegraphics hyperlink hypertarget
    BibitemShut SelectLanguage foreignlanguage pagestyle thispagestyle index mciteSetBstSublistMode bibAnnoteFile
    raisebox scalebox rule input include bstctlcite citealias vphantom hphantom phantom pdfbookmark
    cite citep citet citealp citealt citeauthor citeyear nocite APACrefatitle APACrefbtitle
    """,
    2: """
    fontsize setlength addtolength setcounter addtocounter markboth resizebox providecommand newcommand renewcommand
    def mciteSetBstMaxWidthForm bibAnnote
    """,
    3: "addcontentsline mciteSetBstMidEndSepPunct",
}
ARGUMENTS_LEFT_OUT = {name: count for count, names in _LEFT_OUT.items() for name in names.split()}
"""Commands with arguments that no reader sees, and how many."""

_REFERENCES = "ref eqref pageref autoref cref Cref vref nameref subref figref secref"
REFERENCES = frozenset(_REFERENCES.split())
"""Commands that print a number which only typesetting knows."""

_JOURNALS = """
aj AJ, actaa Acta Astron., araa ARA&A, apj ApJ, apjl ApJL, apjs ApJS, ao Appl. Opt., aap A&A, aapr A&A Rev., aaps A&AS,
apss Ap&SS, mnras MNRAS, pra Phys. Rev. A, prb Phys. Rev. B, prc Phys. Rev. C, prd Phys. Rev. D, pre Phys. Rev. E,
prl Phys. Rev. Lett., rmp Rev. Mod. Phys., pasp PASP, pasj PASJ, nat Nature, nar New A Rev., jcap JCAP, psj PSJ,
solphys Sol. Phys., ssr Space Sci. Rev., physrep Phys. Rep., icarus Icarus, procspie Proc. SPIE, baas BAAS, na New A,
natas Nature Astron., jgr J. Geophys. Res., pasa PASA, memras MmRAS, iaucirc IAU Circ., nphysa Nucl. Phys. A
"""
JOURNALS = dict(pair.split(maxsplit=1) for pair in _JOURNALS.split(","))
"""The abbreviations that the classes of astronomers' journals define."""

_OF_ARCHIVES = """
hepth hep-th hepph hep-ph hepex hep-ex heplat hep-lat astroph astro-ph condmat cond-mat quantph quant-ph grqc gr-qc
mathph math-ph nuclth nucl-th nuclex nucl-ex
"""
ARCHIVES = _pairs(_OF_ARCHIVES)
"""The commands by which physicists' own styles print an identifier of that archive: `\\hepth{9901001}`."""

_FORMULAS = "equation align eqnarray gather multline displaymath math alignat flalign subequations dmath"
FORMULA_PLACES = frozenset(_FORMULAS.split())


def kind_of(name: str) -> Literal["arxiv", "doi"] | None:
    """Whether a command is about arXiv or a DOI, by its name: `\\doi`, `\\dodoi`, `\\showDOI`, `\\mn@eprint`."""
    lowered = name.lower()
    if "prefix" in lowered or name in LINKS:
        return None
    if "arxiv" in lowered or "eprint" in lowered:
        return "arxiv"
    return "doi" if "doi" in lowered and lowered not in ("doing", "doibase") else None
