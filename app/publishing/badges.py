"""What a page says about how far it was checked, in words. Pure: computed from reviews each time, never stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from app.reviewing.naming.rules import UNNAMED

NOT_YET = "Not yet reviewed"
_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_KINDS = {
    "correctness": "correctness", "clarity": "clarity", "example": "example", "story": "story",
    "proofreading": "proofreading", "outline": "outline", "failure": "where it breaks",
}  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """A review that was sent: what it was asked for, who signed it, of which saved version.

    `edits` counts the saved versions with a changed text from that one to the released one; negative when the
    reviewed one is newer. `handle` is None unless it is signed with the name of that person's page.
    """

    kind: str
    byline: str
    handle: str | None
    number: int
    edits: int
    who: str = ""
    """What tells apart those who sign alike; shown nowhere."""


@dataclass(frozen=True)
class ByAuthor:
    """What an author of the paper lets the page say: the sentence they approved, and whether they are known to be one.

    `edits` as for a review; `objections` counts the claims they called wrong that stand unchanged.
    """

    sentence: str
    known: bool
    edits: int = 0
    objections: int = 0


@dataclass(frozen=True)
class Words:
    """A run of plain text, and the page it links to ('' for none)."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Badge:
    """How far a piece was checked: a sentence in runs, and who checked it."""

    runs: tuple[Words, ...] = (Words(NOT_YET),)
    reviewers: tuple[Words, ...] = ()
    author_checked: bool = False
    """Whether somebody who is known to be an author checked it."""

    @property
    def reviewed(self) -> bool:
        """Whether any review, or an author's check, counts."""
        return bool(self.reviewers) or self.author_checked

    @property
    def text(self) -> str:
        """The sentence without its links."""
        return "".join(run.text for run in self.runs)


def checked(reviews: Sequence[Sent], authors: Sequence[ByAuthor] = ()) -> Badge:
    """`Correctness by R., clarity by S., at saved version 3; two edits since`, or that nobody has reviewed it yet; and
    what authors of the paper let it say. Who only says to be an author has not reviewed it."""
    badge, known = _reviewed(reviews), any(one.known for one in authors)
    runs = [] if known and not reviews else [*badge.runs]
    for one in authors:
        runs += [*([Words(". ")] if runs else []), Words(_by_author(one))]
    return Badge(tuple(runs), badge.reviewers, known)


def _by_author(one: ByAuthor) -> str:
    against = f"disagrees with {spell(one.objections)} claim{'' if one.objections == 1 else 's'}"
    who = "author " if one.known else ""
    return f"{one.sentence}{_since(one.edits)}{f'; {who}{against}' if one.objections else ''}"


def _reviewed(reviews: Sequence[Sent]) -> Badge:
    if not reviews:
        return Badge()
    kept = sorted(_closest(reviews), key=lambda review: (review.number, list(_KINDS).index(review.kind), review.byline))
    runs: list[Words] = []
    for number, group in groupby(kept, key=lambda review: review.number):
        same = list(group)
        part = [*_by_kind(same), Words(f", at saved version {number}{_since(same[0].edits)}")]
        runs += [*([Words(". ")] if runs else []), Words(part[0].text[:1].upper() + part[0].text[1:]), *part[1:]]
    people = dict.fromkeys(_names(kept))
    return Badge(tuple(runs), tuple(people))


def _closest(reviews: Sequence[Sent]) -> list[Sent]:
    """Of one person's reviews of one kind, the one whose text is nearest to the released one."""
    best: dict[tuple[str, str | None, str, str], Sent] = {}
    for review in sorted(reviews, key=lambda review: (-abs(review.edits), review.number)):
        best[review.byline, review.handle, review.kind, review.who] = review
    return list(best.values())


def _by_kind(reviews: list[Sent]) -> list[Words]:
    runs: list[Words] = []
    for kind, group in groupby(reviews, key=lambda review: review.kind):
        names = _names(list(group))
        runs.append(Words(f"{', ' if runs else ''}{_KINDS[kind]} by "))
        for index, name in enumerate(names):
            if index:
                runs.append(Words(" and " if index == len(names) - 1 else ", "))
            runs.append(name)
    return runs


def _names(reviews: Sequence[Sent]) -> list[Words]:
    """Who signed, each once; those who keep their name private are counted."""
    unnamed = len({review.who for review in reviews if review.byline == UNNAMED})
    signed = [Words(review.byline, _page(review)) for review in reviews if review.byline != UNNAMED]
    more = "an unnamed reviewer" if unnamed == 1 else f"{spell(unnamed)} unnamed reviewers"
    return [*dict.fromkeys(signed), *([Words(more)] if unnamed else [])]


def _page(review: Sent) -> str:
    return f"/people/{review.handle}" if review.handle else ""


def _since(edits: int) -> str:
    if edits == 0:
        return ""
    count = f"{spell(abs(edits))} edit{'s' if abs(edits) > 1 else ''}"
    return f"; {count} since" if edits > 0 else f", {count} newer than this page"


def edits_between(digests: Mapping[int, str], reviewed: int, released: int) -> int:
    """How many saved versions changed the text from one to the other, negative when `reviewed` is the newer one.

    `digests` maps every saved version's number to the hash of its text.
    """
    if digests[reviewed] == digests[released]:
        return 0
    first, last = sorted((reviewed, released))
    texts = [digests[number] for number in sorted(digests) if first <= number <= last]
    changed = sum(1 for before, after in pairwise(texts) if before != after)
    return changed if reviewed < released else -changed


@dataclass(frozen=True)
class Explained:
    """One paper a piece explains: `version 1 of `, its title, `, arXiv 2611.01234 (now version 2: …)`."""

    before: str
    title: str
    key: str
    after: str


@dataclass(frozen=True)
class Touched:
    """What became of the passages that a piece cites of a paper in its version `number`."""

    number: int
    cited: int
    changed: int


def explains(paper: Mapping[str, Any], newest: int, touched: Touched | None = None) -> Explained:
    """What a piece says of one of its papers (an entry of `Revision.papers`), whose newest version is `newest` now, and
    of the passages it cites, when they were compared with a later version."""
    if not paper.get("arxiv_id"):
        return Explained("", paper["title"], paper["key"], f", {paper['year']}" if paper.get("year") else "")
    number = int(paper["number"])
    later = f" (now version {newest}{_passages(touched, newest)})" if newest > number else ""
    return Explained(f"version {number} of ", paper["title"], paper["key"], f", arXiv {paper['arxiv_id']}{later}")


def _passages(touched: Touched | None, newest: int) -> str:
    """`: 2 of 14 cited passages changed`, saying in which version when there is a later one."""
    if touched is None:
        return ""
    where = f" in version {touched.number}" if touched.number < newest else ""
    if touched.cited == 1:
        return f": the passage cited {'changed' if touched.changed else 'did not change'}{where}"
    return f": {touched.changed or 'none'} of {touched.cited} cited passages changed{where}"


def sources(leading: int, claims: int) -> str:
    """`14 of 16 claims lead to their passage`; empty when nothing is claimed with a source."""
    if claims == 0:
        return ""
    return (
        f"{leading} of 1 claim leads to its passage"
        if claims == 1
        else f"{leading} of {claims} claims lead to their passage"
    )


def spell(number: int) -> str:
    """Small numbers as words."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"
