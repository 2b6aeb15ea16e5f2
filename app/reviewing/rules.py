"""What an ask, an invitation and a review can be, and become. Pure."""

from enum import StrEnum

MINUTES = (5, 120)
SENTENCE_MAXIMUM = 4_000


class AskKind(StrEnum):
    """What a review is asked to look at."""

    CORRECTNESS = "correctness"
    CLARITY = "clarity"
    EXAMPLE = "example"
    STORY = "story"
    PROOFREADING = "proofreading"
    OUTLINE = "outline"
    FAILURE = "failure"


class Via(StrEnum):
    """How somebody was asked."""

    PERSON = "person"
    MAIL = "mail"
    LINK = "link"


class Verdict(StrEnum):
    """What a reviewer says of one claim and its passage."""

    RIGHT = "right"
    WRONG = "wrong"
    MISLEADING = "misleading"
    CANNOT_TELL = "cannot_tell"
