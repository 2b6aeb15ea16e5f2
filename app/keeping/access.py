"""Who may keep, and whom: every page of this room is a keeper's."""

from typing import Annotated

from fastapi import Depends

from app.errors import NotFound
from app.people.access import KeeperDep
from app.people.models import Person
from app.web import ReadSessionDep, admits


@admits
def member(person_id: str, keeper: KeeperDep, session: ReadSessionDep) -> Person:
    """Somebody who joined, for a keeper. Raises NotFound."""
    person = session.get(Person, person_id)
    if person is None or person.joined_at is None:
        raise NotFound
    return person


MemberDep = Annotated[Person, Depends(member)]
