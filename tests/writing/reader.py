"""What a reader can select of a rendering: cards and notes left out, formulas as TeX in dollars."""

from html.parser import HTMLParser

_ASIDE = {"card", "note", "nref", "vh", "references", "endnotes"}
_BLOCKS = {"p", "li", "h1", "h2", "h3", "td", "th", "div", "pre", "figcaption", "blockquote", "summary"}
_VOID = {"br", "img", "hr"}


class _Selectable(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        classes = set((known.get("class") or "").split())
        aside = bool(_ASIDE & classes) or tag == "math" or (tag == "span" and classes == {"missing"})
        if tag == "math" and not self.skipping:
            self.parts.append(f"${known['alttext']}$")
        if tag in _BLOCKS or tag == "br":
            self.parts.append(" ")
        if tag not in _VOID:
            self.open.append((tag, aside))
            self.skipping += aside

    def handle_endtag(self, tag: str) -> None:
        opened, aside = self.open.pop()
        assert opened == tag
        self.skipping -= aside
        if tag in _BLOCKS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.parts.append(data)


def selectable(html: str) -> str:
    """The text a passage is selected from, white space folded."""
    parser = _Selectable()
    parser.feed(html)
    return " ".join("".join(parser.parts).split())
