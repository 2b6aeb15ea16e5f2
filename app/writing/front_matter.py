"""A draft as one Markdown file: YAML front matter that says what it is, then its text. Pure.

The front matter is a YAML 1.1 mapping between two lines of `---`, as Jekyll, Pandoc and Obsidian have it. `draft` and
`base` are written by Stillroom: the draft the file is a copy of, and the state it was taken from.
"""

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from app.errors import BadInput
from app.writing.rules import Kind, clean_text, digest_of

_MAXIMUM = 20_000
_FENCED = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n\n?|\Z)", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"\A\s*# +(.+?)(?: +#+)? *(?:\n+|\Z)")
_WORDS, _LISTS = ("title", "deck", "reader", "draft", "base"), ("should_know", "papers")


@dataclass(frozen=True)
class About:
    """What a draft's file says about it. `papers` are citation keys such as `arxiv:2611.01234v1`, in order."""

    title: str = ""
    deck: str = ""
    kind: Kind | None = None
    reader: str = ""
    should_know: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    draft: str = ""
    base: str = ""
    others: dict[str, Any] = field(default_factory=dict)
    """What the file says besides; it is given back as it was."""

    def has_news(self, body: str) -> bool:
        """Whether the file, with this text, is another than it was when it was taken."""
        return self.base != f"{digest_of(body)}.{self.digest}"

    @property
    def digest(self) -> str:
        """Which details these are: 16 hexadecimal digits, the same for the same details."""
        told = (self.title, self.deck, self.kind or "", self.reader, self.should_know, self.papers)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]

    def at(self, draft: str, body: str) -> "About":
        """The same, of a file taken now from the draft with this id or address."""
        return replace(self, draft=draft, base=f"{digest_of(body)}.{self.digest}")


def write(about: About, body: str) -> str:
    """The file: front matter, an empty line, the text as it is."""
    told: dict[str, Any] = {"title": about.title}
    told |= {name: value for name in ("deck", "reader") if (value := getattr(about, name))}
    told |= {"kind": about.kind.value} if about.kind else {}
    told |= {name: value for name in _LISTS if (value := getattr(about, name))}
    told |= about.others
    told |= {name: value for name in ("draft", "base") if (value := getattr(about, name))}
    return f"---\n{yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=100)}---\n\n{body}"


def read(file: str) -> tuple[About, str]:
    """What a file says about itself, and its text with LF newlines.

    A file without front matter that begins with a heading of the first level has that as its title. Raises BadInput
    for front matter that cannot be read, TooLarge or BadInput for a text no draft can hold.
    """
    given = clean_text(file)
    if found := _FENCED.match(given):
        return _about(_mapping(found[1])), given[found.end() :]
    if heading := _TITLE.match(given):
        return About(title=heading[1].strip()), given[heading.end() :]
    return About(), given.removeprefix("\ufeff")


def _mapping(source: str) -> dict[str, Any]:
    if len(source) > _MAXIMUM:
        raise BadInput(f"The front matter is longer than {_MAXIMUM:,} characters. Nothing was changed.")
    try:
        told = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise BadInput(f"The front matter cannot be read (line {line} of the file). Nothing was changed.") from error
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise BadInput("The front matter is no list of names and values (`title: …`). Nothing was changed.")
    return {str(name): value for name, value in told.items()}


def _about(told: dict[str, Any]) -> About:
    ours = {name: _words(name, told.pop(name)) for name in _WORDS if told.get(name) is not None}
    lists = {name: _lines(name, told.pop(name)) for name in _LISTS if told.get(name) is not None}
    kind = _words("kind", told.pop("kind")) if told.get("kind") is not None else ""
    if kind and kind not in set(Kind):
        raise BadInput(f"The kind “{kind}” is not known: it is one of {', '.join(Kind)}. Nothing was changed.")
    # To a type checker every name in such a dict may be any of the fields.
    return About(**ours, **lists, kind=Kind(kind) if kind else None, others=told)  # type: ignore[arg-type]


def _words(name: str, value: Any) -> str:
    if isinstance(value, list | dict):
        raise BadInput(f"In the front matter, `{name}` is one line of words. Nothing was changed.")
    return " ".join(str(value).split())


def _lines(name: str, value: Any) -> list[str]:
    return [_words(name, one) for one in (value if isinstance(value, list) else [value])]
