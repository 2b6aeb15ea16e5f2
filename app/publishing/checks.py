"""What to look at before publishing. Pure. Only what would leave no page blocks; everything else is advice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.markup import Problem, Rendered
from app.publishing.rules import QUOTE_MAXIMUM, QUOTED_SHARE_MAXIMUM

_PROBLEMS = {
    "formula": (
        "A formula cannot be drawn and shows as its source",
        "{} formulas cannot be drawn and show as their source",
    ),
    "alt": ("A figure is not described in words", "{} figures are not described in words"),
    "image": ("An image is not kept here and will not show", "{} images are not kept here and will not show"),
    "citation": ("A citation names a paper that is not here", "{} citations name papers that are not here"),
    "link": ("A link leads nowhere", "{} links lead nowhere"),
}


@dataclass(frozen=True)
class Quote:
    """A passage quoted for a claim, of which paper; `free` when its licence lets all of it be quoted."""

    paper_key: str
    paper_title: str
    words: str
    free: bool = False


@dataclass(frozen=True)
class Subject:
    """What is to be published. `rendered` is None when it could not be drawn; `lengths` gives the characters of each
    paper's text that is known here, by its key."""

    title: str
    source: str
    reader: str
    has_papers: bool
    rendered: Rendered | None
    quotes: Sequence[Quote] = ()
    credits: Sequence[str] = ()
    """For each image, who made it and under which licence; empty when nobody said."""
    unsure: int = 0
    asks: Sequence[str] = ()
    """For each ask that is out, a sentence."""
    lengths: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """One thing that was checked; `stage` is where in the draft it can be mended, `line` which line of the text."""

    ok: bool
    sentence: str
    stage: str | None = None
    line: int | None = None


def blocking(subject: Subject) -> list[Found]:
    """What must be there for a page to be: a title, a text, and that it can be drawn."""
    title, text = bool(subject.title.strip()), bool(subject.rendered is None or subject.rendered.words)
    return [
        Found(title, "It has a title" if title else "It has no title yet", "write"),
        Found(text, "It has a text" if text else "There is no text yet, only what is not shown", "write"),
        Found(
            subject.rendered is not None,
            "The page can be drawn" if subject.rendered else "The page cannot be drawn",
            "write",
        ),
    ]


def advice(subject: Subject) -> list[Found]:
    """What would make it better, the most telling first. Nothing here stops anybody."""
    found = [*_claims(subject), *_from_rendering(subject), *_quotes(subject), *_credits(subject)]
    if not subject.reader.strip():
        found.append(Found(False, "It does not say whom it is written for", "write"))
    if subject.unsure:
        places = "A place is" if subject.unsure == 1 else f"{subject.unsure} places are"
        found.append(Found(False, f"{places} marked as not sure; the marks are not published", "write"))
    return found + [Found(False, sentence, "review") for sentence in subject.asks]


def _claims(subject: Subject) -> list[Found]:
    claims = subject.rendered.claims if subject.rendered else 0
    lost = [problem for problem in _problems(subject) if problem.kind == "note"]
    if lost:
        verb = "has" if len(lost) == 1 else "have"
        return [Found(False, f"{len(lost)} of {claims} claims {verb} no source passage", "write", lost[0].line)]
    if subject.has_papers and not claims:
        return [Found(False, "No claim leads to a passage of the paper", "write")]
    return []


def _from_rendering(subject: Subject) -> list[Found]:
    found = []
    for kind, (one, many) in _PROBLEMS.items():
        met = [problem for problem in _problems(subject) if problem.kind == kind]
        if met:
            found.append(Found(False, one if len(met) == 1 else many.format(len(met)), "write", met[0].line))
    return found


def _problems(subject: Subject) -> list[Problem]:
    return subject.rendered.problems if subject.rendered else []


def _quotes(subject: Subject) -> list[Found]:
    long = [quote for quote in subject.quotes if len(quote.words) > QUOTE_MAXIMUM]
    found = [Found(False, _too_long(long), "write")] if long else []
    for title, share in _shares(subject).values():
        if share > QUOTED_SHARE_MAXIMUM:
            most = f"at most {QUOTED_SHARE_MAXIMUM:.0%} is fair"
            found.append(Found(False, f"Quotes take {share:.0%} of what is here of “{title}”; {most}", "write"))
    return found


def _too_long(quotes: Sequence[Quote]) -> str:
    start = "A quoted passage is" if len(quotes) == 1 else f"{len(quotes)} quoted passages are"
    return f"{start} longer than {QUOTE_MAXIMUM} characters; quote less of it"


def quoted_share(subject: Subject) -> float:
    """How much of the most quoted paper's text the claims quote, from 0 to 1; each passage once."""
    return max((share for _, share in _shares(subject).values()), default=0.0)


def _shares(subject: Subject) -> dict[str, tuple[str, float]]:
    """For each paper quoted, its title and how much of its text known here is quoted.

    Words that are free to quote do not count: openly licensed texts, and abstracts from arXiv, whose metadata are CC0
    (https://info.arxiv.org/help/api/tou.html).
    """
    words: dict[str, set[str]] = defaultdict(set)
    titles = {quote.paper_key: quote.paper_title for quote in subject.quotes}
    for quote in subject.quotes:
        if not quote.free:
            words[quote.paper_key].add(quote.words)
    return {
        key: (titles[key], min(sum(map(len, quoted)) / subject.lengths[key], 1.0))
        for key, quoted in words.items()
        if subject.lengths.get(key)
    }


def _credits(subject: Subject) -> list[Found]:
    missing = sum(1 for credit in subject.credits if not credit.strip())
    if not missing:
        return []
    images = "An image does not say its" if missing == 1 else f"{missing} images do not say their"
    return [Found(False, f"{images} source and licence", "write")]
