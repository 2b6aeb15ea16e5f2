"""Wire shapes of this room."""

from pydantic import BaseModel

from app.people.models import Person
from app.people.rules import Role


class PersonOut(BaseModel):
    """Somebody, as others see them."""

    id: str
    handle: str | None
    name: str

    @classmethod
    def of(cls, person: Person) -> "PersonOut":
        """The public side of a row."""
        return cls(id=person.id, handle=person.handle, name=person.name)


class InstanceOut(BaseModel):
    """What the workbench must know of the instance it runs on."""

    name: str
    address: str
    local_only: bool
    """No public address is set: links work only on this computer."""
    sends_mail: bool
    demo: bool


class MeOut(BaseModel):
    """The person signed in."""

    id: str
    handle: str | None
    name: str
    email: str | None
    role: Role
    instance: InstanceOut
