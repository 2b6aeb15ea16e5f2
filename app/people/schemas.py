"""Wire shapes of this room."""

from datetime import datetime

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


class NoticeOut(BaseModel):
    """Something a person should know, and the address of this site where it leads."""

    id: str
    sentence: str
    path: str
    made_at: datetime
    seen: bool


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


class SignInForm(BaseModel):
    """Who, and their password; `then` is where they wanted to go."""

    name: str = ""
    password: str = ""
    then: str = ""


class LostPasswordForm(BaseModel):
    """Whoever lost it, by handle or address."""

    name: str = ""


class NewPasswordForm(BaseModel):
    """A password, twice."""

    password: str = ""
    again: str = ""


class JoinForm(NewPasswordForm):
    """How somebody who joins wishes to be known."""

    name: str = ""
    handle: str = ""
    email: str = ""


class NameForm(BaseModel):
    """How others see one."""

    name: str = ""
    handle: str = ""


class EmailForm(BaseModel):
    """Another address, and the password that shows who asks."""

    email: str = ""
    password: str = ""


class PasswordForm(NewPasswordForm):
    """The password so far, and a new one twice."""

    former: str = ""


class TokenForm(BaseModel):
    """What a token is for."""

    name: str = ""


class PostForm(BaseModel):
    """How each kind of thing is heard of, and when; hours as digits, empty for no quiet ones."""

    asked: str = ""
    reminder: str = ""
    review: str = ""
    ask: str = ""
    mention: str = ""
    talk: str = ""
    suggestion: str = ""
    part: str = ""
    paper: str = ""
    zone: str = ""
    digest_hour: str = ""
    quiet_from: str = ""
    quiet_until: str = ""
