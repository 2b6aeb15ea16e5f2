"""Wire shapes: pictures."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from app.reading.rules import clean_line
from app.writing.rules import RIGHTS_MAXIMUM


class RightsIn(BaseModel):
    """Whose a picture is, its licence, and where that does not say so the ground on which it may be shown."""

    source: Annotated[str, AfterValidator(clean_line)] = Field(default="", max_length=RIGHTS_MAXIMUM)
    licence: Annotated[str, AfterValidator(clean_line)] = Field(default="", max_length=RIGHTS_MAXIMUM)
    ground: Annotated[str, AfterValidator(clean_line)] = Field(default="", max_length=RIGHTS_MAXIMUM)


class ImageOut(BaseModel):
    """A picture of a draft; write `![alt](target)` to show it."""

    target: str
    url: str
    digest: str
    width: int
    height: int
    source: str
    licence: str
    ground: str
    left_out: str = ""
    """What of it was not kept when it was added, in a sentence."""
