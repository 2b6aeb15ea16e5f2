"""What somebody typed into a form, and what is wrong with it, field by field."""

from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel

from app.errors import BadInput

Checked = TypeVar("Checked")


class Filled:
    """A form as it is shown again: what was typed into each field, and in `problems` what is wrong with it."""

    def __init__(self, typed: BaseModel | None = None, **values: str) -> None:
        self.values: dict[str, str] = {**(typed.model_dump() if typed else {}), **values}
        self.problems: dict[str, str] = {}

    def check(self, field: str, rule: Callable[[str], Checked], *, optional: bool = False) -> None:
        """Note what `rule` says against a field; an optional one may be empty."""
        value = self.values[field]
        if optional and not value.strip():
            return
        try:
            rule(value)
        except BadInput as refusal:
            self.refuse(field, refusal.sentence)

    def refuse(self, field: str, sentence: str) -> None:
        """Note what is wrong with a field; what was said first stays."""
        self.problems.setdefault(field, sentence)

    def __bool__(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems
