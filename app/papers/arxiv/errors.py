"""What can go wrong when speaking to arXiv, each with a sentence a person can act on."""

from app.errors import BadInput, NotFound, Upstream

LONGEST_WAIT = 600
"""Seconds: no answer of arXiv's makes anybody wait longer than this, whatever its Retry-After says."""


class Throttled(Upstream):
    """arXiv asks us to come back later, in `retry_after` seconds."""

    code = "arxiv_throttled"

    def __init__(self, retry_after: int) -> None:
        wait = _in_words(min(retry_after, LONGEST_WAIT))
        sentence = f"arXiv asks us to slow down. Nothing is lost: it can be asked again in {wait}."
        super().__init__(sentence, retry_after=min(retry_after, LONGEST_WAIT))


class ArxivDown(Upstream):
    """arXiv did not answer, answered too slowly, or with a failure of its own."""

    code = "arxiv_down"


class Nonsense(Upstream):
    """arXiv answered, but not with a whole and consistent answer of the format it promises."""

    code = "arxiv_nonsense"


class BadQuery(BadInput):
    """arXiv would not or did not understand the question."""

    code = "arxiv_bad_query"


class NotOnArxiv(NotFound):
    """arXiv knows no such paper."""

    code = "not_on_arxiv"


def unreachable() -> ArxivDown:
    """No connection could be made."""
    return ArxivDown(
        "arXiv could not be reached from this computer. Nothing was stored; try again once it is online. "
        "With no network at all, `make demo` shows everything with sample papers."
    )


def failing(status: int, retry_after: int | None) -> ArxivDown:
    """A server error, with the wait it asked for, if any."""
    wait = min(retry_after, LONGEST_WAIT) if retry_after else None
    when = f"in {_in_words(wait)}" if wait else "in a few minutes"
    return ArxivDown(
        f"arXiv is not answering just now (error {status}). Nothing was stored; try again {when}.", retry_after=wait
    )


def broken_off() -> ArxivDown:
    """The connection was lost on the way."""
    return ArxivDown("arXiv broke off in the middle of its answer. Nothing was stored; try again in a few minutes.")


def too_slow() -> ArxivDown:
    """The answer did not come in time."""
    return ArxivDown("arXiv took too long to answer. Nothing was stored; try again in a few minutes.")


def nonsense(what: str) -> Nonsense:
    """`what` continues "arXiv's answer …"."""
    return Nonsense(
        f"arXiv's answer {what}. Nothing was stored; try again in a few minutes, and tell whoever keeps this place "
        "if it goes on."
    )


def _in_words(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} seconds" if seconds != 1 else "a second"
    return f"{round(seconds / 60)} minutes"
