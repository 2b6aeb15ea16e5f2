"""A long review, composed from its parts: one section for each method, of sentences chosen and filled in turn.

The sentences stand in the paper's own file. Which of them a method gets, and with which numbers, follows from its name
and place alone, so that the text is the same each time; no two sections are alike, while many sentences nearly are.
"""

from random import Random
from typing import Any

Filled = dict[str, str]


def composed(review: dict[str, Any]) -> dict[str, Any]:
    """The `sections` of a review: its opening, a section for each of `methods`, its close."""
    methods = [
        {"title": method["name"], "text": _section(method, number, review)}
        for number, method in enumerate(review["methods"])
    ]
    return {"sections": [*review["opening"], *methods, *review["close"]]}


def _section(method: dict[str, str], number: int, review: dict[str, Any]) -> str:
    facts = _facts(method, number, review["methods"])
    paragraphs = []
    for paragraph in review["paragraphs"]:
        chosen = [bank[(number * 7 + at * 3) % len(bank)] for at, bank in enumerate(paragraph["sentences"])]
        heading = f"## {paragraph['heading']}\n\n" if paragraph.get("heading") else ""
        paragraphs.append(heading + " ".join(chosen).format_map(facts))
    return "\n\n".join(paragraphs)


def _facts(method: dict[str, str], number: int, methods: list[dict[str, str]]) -> Filled:
    """What a method's sentences are filled with; the numbers fit one another."""
    chance = Random(method["name"])
    people, tasks = chance.randrange(12, 90), chance.randrange(8, 60) * 20
    before = chance.randrange(41, 69)
    after = before + chance.randrange(5, 24)
    other = methods[(number + 5) % len(methods)]
    return {
        **method,
        "people": str(people),
        "tasks": f"{tasks:,}",
        "before": str(before),
        "after": str(after),
        "gain": str(after - before),
        "minutes": str(chance.randrange(3, 28)),
        "rate": f"0.{chance.randrange(11, 49)}",
        "other": other["it"],
        "other_cite": other["cite"],
    }
