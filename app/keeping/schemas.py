"""What a keeper types."""

from pydantic import BaseModel

from app.errors import BadInput


class InviteForm(BaseModel):
    """Addresses as they were pasted."""

    addresses: str = ""


class LinkForm(BaseModel):
    """For how many people a joining link is, and for how many days, as they were typed."""

    uses: str = ""
    days: str = ""

    def numbers(self) -> tuple[int, int]:
        """Both as numbers. Raises BadInput when one is none."""
        if not (self.uses.strip().isdecimal() and self.days.strip().isdecimal()):
            raise BadInput("How many people, and how many days? Please give both as whole numbers.")
        return int(self.uses[:9]), int(self.days[:9])
