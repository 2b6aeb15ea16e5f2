"""Wire shapes: works that a draft cites, or could."""

from pydantic import BaseModel, Field


class WorkOut(BaseModel):
    """A work, as it is cited by `key`: `[@key]`."""

    key: str
    label: str
    title: str
    authors: list[str]
    """The first ten of them."""
    author_count: int
    year: str
    container: str = ""
    url: str = ""
    paper_key: str = ""
    """The address of the paper here, when it is one."""


class OfferedOut(WorkOut):
    """A work that can be cited. One without a key is a reference that the draft must keep first, which gives it one."""

    reference_id: str = ""
    cited_by: int = 0
    """How many papers here cite it."""


class WorksOut(BaseModel):
    """The works a draft cites, in the order of their first citation, and what else it keeps."""

    cited: list[WorkOut]
    kept: list[WorkOut]
    """From `.bib` files and references, and not cited yet."""
    missing: list[str]
    """Keys in the text that name no work."""


class ReferenceIn(BaseModel):
    """A reference of a paper here that a draft should keep."""

    reference_id: str = Field(max_length=40)


class RefusedOut(BaseModel):
    """An entry of a file that did not come in: its key and line there, and why."""

    name: str
    line: int
    sentence: str


class BroughtOut(BaseModel):
    """What a `.bib` file brought: keys that are new, keys whose work changed, how many were here already."""

    added: list[str]
    changed: list[str]
    known: int
    renamed: list[str]
    """Keys given to entries whose own another entry of the file has: `bib:ilves2026-2`."""
    refused: list[RefusedOut]


class KeptOut(BaseModel):
    """The key that a work of the draft is cited by."""

    key: str
