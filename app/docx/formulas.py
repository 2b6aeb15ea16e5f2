"""From Office Math (ECMA-376, part 1, section 22.1) to TeX. Signs stay what they are: the renderer reads them."""

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from app.docx.package import child, children, name_of, value

_BIG = {
    "∑": r"\sum", "∏": r"\prod", "∐": r"\coprod", "∫": r"\int", "∬": r"\iint", "∭": r"\iiint", "∮": r"\oint",
    "⋃": r"\bigcup", "⋂": r"\bigcap", "⋁": r"\bigvee", "⋀": r"\bigwedge", "⨁": r"\bigoplus", "⨂": r"\bigotimes",
}  # fmt: skip
_ACCENTS = {
    "\u0302": "hat", "^": "hat", "\u0303": "tilde", "~": "tilde", "\u0304": "bar", "\u0305": "overline", "¯": "bar",
    "\u20d7": "vec", "→": "vec", "\u0307": "dot", "\u0308": "ddot", "\u030c": "check", "\u0306": "breve",
    "\u0301": "acute", "\u0300": "grave", "⏞": "overbrace", "⏟": "underbrace",
}  # fmt: skip
_SIGNS = {
    "−": "-", "\u00a0": " ", "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "", "\u200b": "", "…": r"\ldots ",
    "\\": r"\backslash ", "~": r"\sim ", "^": r"\wedge ",
    **{sign: "\\" + sign for sign in "#$%&_{}"},
    **{big: tex + " " for big, tex in _BIG.items()},
}  # fmt: skip
_FUNCTIONS = frozenset({
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd", "hom",
    "inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh", "sup", "tan",
    "tanh",
})  # fmt: skip
_ALPHABETS = {
    "double-struck": "mathbb",
    "script": "mathcal",
    "fraktur": "mathfrak",
    "sans-serif": "mathsf",
    "monospace": "mathtt",
}
_MATRICES = {"()": "pmatrix", "[]": "bmatrix", "||": "vmatrix", "{": "cases", "{}": "Bmatrix"}
_BRACKETS = {"{": r"\{", "}": r"\}", "": ".", "⟨": r"\langle", "⟩": r"\rangle", "‖": r"\Vert"}
_MATRIX = re.compile(r"\\begin\{(matrix|aligned|gathered)\}((?:(?!\\end\{\1\}).)*)\\end\{\1\}", re.DOTALL)
_ONE = re.compile(r"[A-Za-z0-9]|\\[A-Za-z]+(?:\{[^{}]*\})?|[^\x00-\x7f]")


def tex_of(math: Element) -> str:
    """TeX of an `m:oMath` element."""
    return " ".join(_row(math).split())


def _row(element: Element | None) -> str:
    joined = ""
    for one in element if element is not None else ():
        part = _write(one)
        joined += " " + part if re.search(r"\\[A-Za-z]+\Z", joined) and part[:1].isalpha() else part
    return joined


def _write(element: Element) -> str:
    name = name_of(element)
    if name.endswith("Pr"):
        return ""
    return _WRITERS.get(name, _row)(element)


def _in(element: Element, name: str) -> str:
    return _row(child(element, f"m:{name}")).strip()


def _said(element: Element, name: str, otherwise: str) -> str:
    """A property that is a sign; an empty one is no sign, and one that is not there is the usual one."""
    own = name_of(element).removeprefix("m:")
    found = child(element, f"m:{own}Pr", f"m:{name}")
    return otherwise if found is None else value(found) or ""


def _group(part: str) -> str:
    return part if len(part) == 1 and part.isalnum() else f"{{{part}}}"


def _scripts(base: str, below: str, above: str) -> str:
    held = base.strip() or "{}"
    whole = held if held == "{}" or _ONE.fullmatch(held) else f"{{{held}}}"
    return whole + (f"_{_group(below)}" if below else "") + (f"^{_group(above)}" if above else "")


def _signs(text: str) -> str:
    return "".join(_SIGNS.get(sign, sign) for sign in text)


def _run(element: Element) -> str:
    text = "".join(one.text or "" for one in element if name_of(one) in {"m:t", "t"})
    properties = child(element, "m:rPr")
    bare = text.strip()
    if child(properties, "m:nor") is not None:
        said = re.sub(r"[\\^~]", " ", text)
        return r"\text{" + re.sub(r"[#$%&_{}]", r"\\\g<0>", said) + "}" if bare else " "
    if alphabet := _ALPHABETS.get(value(child(properties, "m:scr")) or ""):
        return rf"\{alphabet}{{{_signs(bare)}}}"
    if bare in _FUNCTIONS:
        return f"\\{bare} "
    kind = value(child(properties, "m:sty"))
    if kind == "p" and len(bare) > 1 and bare.isalpha():
        return rf"\operatorname{{{bare}}}"
    return rf"\mathbf{{{_signs(bare)}}}" if kind in {"b", "bi"} and bare else _signs(text)


def _fraction(element: Element) -> str:
    above, below = _in(element, "num"), _in(element, "den")
    kind = _said(element, "type", "bar")
    if kind == "lin":
        return f"{above}/{below}"
    return rf"\genfrac{{}}{{}}{{0pt}}{{}}{{{above}}}{{{below}}}" if kind == "noBar" else rf"\frac{{{above}}}{{{below}}}"


def _root(element: Element) -> str:
    degree = _in(element, "deg")
    return rf"\sqrt[{degree}]{{{_in(element, 'e')}}}" if degree else rf"\sqrt{{{_in(element, 'e')}}}"


def _operator(element: Element) -> str:
    sign = _said(element, "chr", "∫")
    big = _BIG.get(sign, sign)
    return f"{_scripts(big, _in(element, 'sub'), _in(element, 'sup'))} {_in(element, 'e')}"


def _brackets(element: Element) -> str:
    parts = [_row(one).strip() for one in children(element, "m:e")]
    opened, closed = _said(element, "begChr", "("), _said(element, "endChr", ")")
    matrix = _MATRIX.fullmatch(parts[0]) if len(parts) == 1 else None
    kind = _MATRICES.get(opened + closed)
    if matrix and kind and (matrix[1] == "matrix" or kind == "cases"):
        return rf"\begin{{{kind}}}{matrix[2]}\end{{{kind}}}"
    inside = _said(element, "sepChr", "|").join(parts)
    return rf"\left{_BRACKETS.get(opened, opened)} {inside} \right{_BRACKETS.get(closed, closed)} "


def _accent(element: Element) -> str:
    sign, base = _said(element, "chr", "\u0302"), _in(element, "e")
    accent = _ACCENTS.get(sign)
    return rf"\{accent}{{{base}}}" if accent else rf"\overset{{{_signs(sign)}}}{{{base}}}"


def _limit(command: str, mark: str) -> Callable[[Element], str]:
    def write(element: Element) -> str:
        base, limit = _in(element, "e"), _in(element, "lim")
        return (
            f"{base}{mark}{_group(limit)}"
            if re.fullmatch(r"\\[a-zA-Z]+", base)
            else rf"\{command}{{{limit}}}{{{base}}}"
        )

    return write


def _matrix(element: Element) -> str:
    return _table(" & ".join(_row(cell).strip() for cell in children(row, "m:e")) for row in children(element, "m:mr"))


def _lines(element: Element) -> str:
    """Equations below each other; in them `&` says where they are to be aligned."""
    rows = [_row(row).strip().replace(r"\&", "&") for row in children(element, "m:e")]
    kind = "aligned" if any("&" in row for row in rows) else "gathered"
    return rf"\begin{{{kind}}}" + r" \\ ".join(rows) + rf"\end{{{kind}}}"


def _table(rows: Iterable[str]) -> str:
    return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"


def _bar(element: Element) -> str:
    command = "underline" if _said(element, "pos", "top") == "bot" else "overline"
    return rf"\{command}{{{_in(element, 'e')}}}"


_WRITERS: dict[str, Callable[[Element], str]] = {
    "m:r": _run,
    "m:f": _fraction,
    "m:sSup": lambda one: _scripts(_in(one, "e"), "", _in(one, "sup")),
    "m:sSub": lambda one: _scripts(_in(one, "e"), _in(one, "sub"), ""),
    "m:sSubSup": lambda one: _scripts(_in(one, "e"), _in(one, "sub"), _in(one, "sup")),
    "m:sPre": lambda one: _scripts("", _in(one, "sub"), _in(one, "sup")) + _in(one, "e"),
    "m:rad": _root,
    "m:nary": _operator,
    "m:d": _brackets,
    "m:func": lambda one: f"{_in(one, 'fName')} {_in(one, 'e')}",
    "m:acc": _accent,
    "m:groupChr": _accent,
    "m:bar": _bar,
    "m:limLow": _limit("underset", "_"),
    "m:limUpp": _limit("overset", "^"),
    "m:m": _matrix,
    "m:eqArr": _lines,
    "m:borderBox": lambda one: rf"\boxed{{{_in(one, 'e')}}}",
    "m:phant": lambda one: rf"\phantom{{{_in(one, 'e')}}}",
}
