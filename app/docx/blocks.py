"""Blocks of Markdown as they come: lists, listings and quotations are put together from paragraphs."""

import re
from dataclasses import dataclass, field


@dataclass
class Item:
    """A paragraph of a list: its numbering and level, whether that counts, and its words."""

    number: tuple[str, int]
    counts: bool
    start: int
    text: str


@dataclass
class Blocks:
    """What was read so far. Paragraphs of a list, a listing or a quotation are put together as they come."""

    made: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.close()
        self.made += [text] if text.strip() else []

    def close(self, *, but: str = "") -> None:
        """Ends what is open."""
        if but != "items" and self.items:
            self.made.append(_list(self.items))
            self.items = []
        if but != "code" and self.code:
            text = "\n".join(self.code).strip("\n")
            ticks = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
            self.made += [f"{ticks}\n{text}\n{ticks}"] if text.strip() else []
            self.code = []
        if but != "quoted" and self.quoted:
            self.made.append(
                "\n>\n".join("\n".join(f"> {row}".rstrip() for row in one.split("\n")) for one in self.quoted)
            )
            self.quoted = []

    def text(self) -> str:
        self.close()
        return re.sub(r"\n{3,}", "\n\n", "\n\n".join(self.made)).strip()


def _list(items: list[Item]) -> str:
    """Items as a list; each level stands as deep as the words of the item above it."""
    rows: list[str] = []
    open_: list[tuple[int, int, int, tuple[str, int]]] = []  # level, indentation of its items, last number, numbering
    for item in items:
        level = item.number[1]
        while open_ and open_[-1][0] > level:
            open_.pop()
        if open_ and open_[-1][0] == level:
            _, depth, last, before = open_.pop()
            goes_on = before == item.number
            count = last + 1 if goes_on else item.start
        else:
            depth, count = (open_[-1][1] + _width(open_[-1], items) if open_ else 0), item.start
            goes_on = not item.counts or count == 1
        open_.append((level, depth, count, item.number))
        marker = f"{count}. " if item.counts else "- "
        text = item.text.replace("\n", "\n" + " " * (depth + len(marker)))
        if rows and not goes_on:  # such a list could not begin right below words
            rows.append("")
        rows.append(f"{' ' * depth}{marker}{text}".rstrip())
    return "\n".join(re.sub(r"^[ ]+$", "", row, flags=re.MULTILINE) for row in rows)


def _width(above: tuple[int, int, int, tuple[str, int]], items: list[Item]) -> int:
    counts = any(item.counts for item in items if item.number == above[3])
    return len(f"{above[2]}. ") if counts else 2
