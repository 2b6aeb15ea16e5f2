"""The kinds of draft, each with prompts: HTML comments, which no rendering shows."""

from pathlib import Path

from app.writing.rules import Kind
from app.writing.schemas import KindOut

_PROMPTS = Path(__file__).parent / "prompts"
_ABOUT = {
    Kind.SUMMARY: ("Summary", "One paper, explained to somebody who has not read it.", True),
    Kind.SYNTHESIS: ("Synthesis", "Several papers, and what they say together.", True),
    Kind.EXPLAINER: ("Explainer", "One idea, made clear, wherever it comes from.", True),
    Kind.FIELD_MAP: ("Field map", "Who works on what, and how they differ.", False),
    Kind.AGENDA: ("Agenda", "What each researcher or team works on, and why.", False),
    Kind.PROPOSAL: ("Proposal", "An attempt of your own. No paper needed.", False),
}


def kinds() -> list[KindOut]:
    """All kinds, in the order they are offered."""
    return [
        KindOut(kind=kind, name=name, hint=hint, needs_paper=needs_paper, template=template(kind))
        for kind, (name, hint, needs_paper) in _ABOUT.items()
    ]


def name(kind: Kind) -> str:
    """What the kind is called on screens."""
    return _ABOUT[kind][0]


def template(kind: Kind) -> str:
    """The text a new draft of this kind begins with."""
    return (_PROMPTS / f"{kind}.md").read_text(encoding="utf-8")
