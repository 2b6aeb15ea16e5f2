"""From the MathML our two engines write to the MathML we send: no style attributes, nothing Chromium cannot draw.

Classes begin with `m-`; docs/markup.md lists them and frontend/src/styles/markup.css draws them.
"""

import html
import re
import xml.etree.ElementTree as ET

_CLASSES = {
    "text-align:right": "m-r",
    "text-align:left": "m-l",
    "padding-left:0": "m-pl0",
    "padding-right:0": "m-pr0",
    "padding-top:0": "m-pv0",
    "padding-left:1em": "m-pl1",
    "width:100%": "m-wide",
    "width:50%": "m-half",
    "width:7.5%": "m-edge",
    "border:1px": "m-box",
    "border-top": "m-bt",
    "border-bottom": "m-bb",
    "border-left": "m-bl",
    "border-right": "m-br",
    "margin-left:-0.16666667em": "m-neg",
}
_TEMML = {"tml-right": "m-r", "tml-left": "m-l", "tml-small": "m-small", "tml-tag": "m-tag"}
_ENCLOSED = {
    "box": "m-box",
    "updiagonalstrike": "m-up",
    "downdiagonalstrike": "m-down",
    "updiagonalstrike downdiagonalstrike": "m-up m-down",
    "horizontalstrike": "m-strike",
    "top": "m-bt",
    "bottom": "m-bb",
}
_TAG = re.compile(r"<([a-z]+)((?:\s+[a-z-]+=\"[^\"]*\")*)\s*(/?)>")
_ATTRIBUTE = re.compile(r"([a-z-]+)=\"([^\"]*)\"")
_SCRIPTS = {"msup": "^", "mover": "^", "msub": "_", "munder": "_", "msubsup": "_^", "munderover": "_^"}
_EMPTY_STRIKE = re.compile(r'<mrow class="(?:menclose-[a-z]+|tml-cancel [a-z]+|tml-xcancel)"></mrow>')


_CLOSING = ".,;:!?)]}’”"


def closing_marks(text: str, at: int = 0) -> str:
    """The marks at `at` that close a phrase, which no line may begin with."""
    end = at
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return text[at:end]


def keep_together(drawn: str, closing: str) -> str:
    """A formula with the closing marks that follow it, which a browser would else move to the next line."""
    return f'<span class="m-keep">{drawn}{html.escape(closing)}</span>' if closing else drawn


def tidy(mathml: str, tex: str) -> str:
    """MathML with styles as classes or attributes, `menclose` as a classed `mrow`, and the TeX as `alttext`."""
    mathml = mathml.replace("&ApplyFunction;", "\u2061")
    mathml = mathml.replace('<mo stretchy="true">\u0332</mo>', '<mo stretchy="true">\u203e</mo>')  # drawn off its place
    if "menclose" in mathml:
        mathml = _EMPTY_STRIKE.sub("", mathml).replace("</menclose>", "</mrow>")
    if "style=" in mathml or "menclose" in mathml or "tml-" in mathml:
        mathml = _TAG.sub(_retag, mathml)
    return mathml.replace("<math", f'<math alttext="{html.escape(tex)}"', 1)


def _retag(match: re.Match[str]) -> str:
    name, written, slash = match.groups()
    attributes, classes = dict(_ATTRIBUTE.findall(written)), []
    if name == "menclose":
        name, classes = "mrow", [_ENCLOSED.get(attributes.pop("notation", ""), "m-box")]
    for old in attributes.pop("class", "").split():
        classes += [_TEMML[old]] if old in _TEMML else []
    for declaration in attributes.pop("style", "").split(";"):
        _restyle(declaration, attributes, classes)
    if classes:
        attributes["class"] = " ".join(dict.fromkeys(classes))
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}{slash}>"


def _restyle(declaration: str, attributes: dict[str, str], classes: list[str]) -> None:
    key, _, value = (part.strip() for part in declaration.partition(":"))
    if key == "color":
        attributes["mathcolor"] = value
    elif key == "background-color":
        attributes["mathbackground"] = value
    else:
        value = re.sub(r"^0(em|pt|px)$", "0", value).split(" ")[0]
        found = _CLASSES.get(f"{key}:{value}") or _CLASSES.get(key)
        classes += [found] if found else []


def spoken(mathml: str) -> str:
    """MathML that reads right when its tags are stripped: `1/3`, never `13`.

    What the layout says (a bar, a raised script, a root) is put in as text that takes no room and is not drawn
    (`mphantom` in an `mpadded` of no size), so a reader that knows MathML shows the formula and one that keeps
    only text shows a line. docs/decisions/0003 says why.
    """
    root = ET.fromstring(mathml)
    _speak(root)
    return ET.tostring(root, encoding="unicode", short_empty_elements=False)


def line(mathml: str) -> str:
    """A formula as one line of text."""
    root = ET.fromstring(mathml)
    _speak(root)
    return re.sub(r"\s+", " ", "".join(root.itertext()).replace("\u2061", "").replace("\u2063", "")).strip()


def _phantom(text: str) -> ET.Element:
    padded = ET.Element("mpadded", {"width": "0", "height": "0", "depth": "0"})
    ET.SubElement(ET.SubElement(padded, "mphantom"), "mtext").text = text
    return padded


def _wrap(parent: ET.Element, index: int, before: str, after: str = "") -> None:
    """Puts unseen text around a child; the child keeps its place among its siblings."""
    child = parent[index]
    row = ET.Element("mrow")
    row.extend([*([_phantom(before)] if before else []), child, *([_phantom(after)] if after else [])])
    parent.remove(child)
    parent.insert(index, row)


def _single(element: ET.Element) -> bool:
    """Whether an operand needs no brackets: one letter or number, however wrapped."""
    while element.tag in {"mrow", "mstyle"} and len(element) == 1:
        element = element[0]
    return element.tag in {"mi", "mn"} or (element.tag == "mo" and len(element.text or "") == 1)


def _bracketed(parent: ET.Element, index: int, before: str = "", after: str = "") -> None:
    if not _single(parent[index]):
        before, after = f"{before}(", f"){after}"
    if before or after:
        _wrap(parent, index, before, after)


def _is_mark(element: ET.Element) -> bool:
    """A prime, a hat, a bar, a brace: it stands beside its base without a sign between."""
    return element.tag == "mo" and (element.text or "") in set("′″‴^ˆ˜~¯‾→⃗←˙¨⏞⏟_´`ˇ˘\u203e\u0302\u0304⏠⏡\u0331\u0332")


def _speak(element: ET.Element) -> None:
    for child in list(element):
        _speak(child)
    tag = element.tag
    if tag == "mfrac" and len(element) == 2:
        binomial = element.get("linethickness", "").startswith("0")
        _bracketed(element, 0, after=" over " if binomial else "/")
        _bracketed(element, 1)
    elif tag in _SCRIPTS:
        _speak_scripts(element, _SCRIPTS[tag])
    elif tag == "msqrt" and len(element):
        element.insert(0, _phantom("√("))
        element.append(_phantom(")"))
    elif tag == "mroot" and len(element) == 2:
        _wrap(element, 0, "(", ")")
        _bracketed(element, 1, before=" root ")
    elif tag in {"mtable", "mtr"}:
        _speak_table(element, "; " if tag == "mtable" else ", ")
    elif tag in {"mrow", "math", "mtd", "mstyle"}:
        for index, child in enumerate(list(element)):
            if child.text == "\u2061" or (child.tag == "mspace" and _wide(child)) or _runs_on(element, index):
                _wrap(element, index, "", " ")


_COMPOUND = {*_SCRIPTS, "mfrac", "mroot", "msqrt", "mmultiscripts"}


def _runs_on(row: ET.Element, index: int) -> bool:
    """Whether what follows would read as part of this: the i after the n of a sum to n."""
    follower = row[index + 1].tag if index + 1 < len(row) else ""
    if row[index].tag == "mn":
        return follower == "mfrac"
    return row[index].tag in _COMPOUND and (follower in {"mi", "mn", "mrow"} or follower in _COMPOUND)


def _wide(space: ET.Element) -> bool:
    return float(re.sub(r"[^\d.]", "", space.get("width", "")) or 0) > 0.1


def _speak_scripts(element: ET.Element, signs: str) -> None:
    for index, sign in enumerate(signs, start=1):
        if index < len(element) and not _is_mark(element[index]) and "".join(element[index].itertext()):
            _bracketed(element, index, before=sign)
    if len(element) and not _single(element[0]) and element[0].tag in {"mfrac", "msup", "msub", "msubsup"}:
        _wrap(element, 0, "(", ")")


def _speak_table(element: ET.Element, sign: str) -> None:
    for part in list(element)[:-1]:
        cell = part if part.tag == "mtd" else (part[-1] if len(part) else None)
        aligned = cell is not None and "m-r" in cell.get("class", "").split()
        if cell is not None and not aligned and "".join(part.itertext()).strip():
            cell.append(_phantom(sign))
