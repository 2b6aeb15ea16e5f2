"""What a signed review was asked for and says, in words. Pure."""

from app.reviewing.credit.counting import Counts
from app.reviewing.credit.helping import Help
from app.reviewing.rules import AskKind, Grade, ValueAdd, Verdict

ASKED = {
    AskKind.CORRECTNESS: "whether it is right",
    AskKind.CLARITY: "whether it is clear",
    AskKind.EXAMPLE: "for a better example",
    AskKind.STORY: "whether its story carries",
    AskKind.PROOFREADING: "to proofread it",
    AskKind.OUTLINE: "about its outline",
    AskKind.FAILURE: "where it breaks",
    AskKind.MENTOR: "to mentor it",
}
VERDICTS = {
    Verdict.RIGHT: "Right", Verdict.WRONG: "Wrong", Verdict.MISLEADING: "Misleading",
    Verdict.CANNOT_TELL: "Cannot tell",
}  # fmt: skip
VALUES = {
    ValueAdd.MOTIVATION: "Motivation and use", ValueAdd.EXAMPLE: "A new example",
    ValueAdd.STORY: "The intuitive story", ValueAdd.FIT: "How the story fits",
}  # fmt: skip
GRADES = {Grade.MISSING: "missing", Grade.THIN: "thin", Grade.CARRIES: "carries"}


def held(counts: Counts) -> str:
    """`3 claims looked at, 2 comments, 1 suggested edit (1 taken over)`; '' when there was nothing but the sentence."""
    taken = f" ({counts.taken} taken over)" if counts.taken else ""
    parts = [
        (counts.claims, f"{_counted(counts.claims, 'claim')} looked at"),
        (counts.comments, _counted(counts.comments, "comment")),
        (counts.edits, f"{_counted(counts.edits, 'suggested edit')}{taken}"),
    ]
    return ", ".join(words for count, words in parts if count)


def helped(help: Help) -> str:
    """`It helped the writers and 2 readers`; '' while nobody says so."""
    readers = _counted(help.readers, "reader") if help.readers else ""
    whom = " and ".join(filter(None, ("the writers" if help.writers else "", readers)))
    return f"It helped {whom}" if whom else ""


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
