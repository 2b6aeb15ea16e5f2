"""How answers of the API are made: loaded in a short transaction, rendered when it is closed."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from app.database import Database
from app.markup import Needs, Renderer, RenderFailed
from app.people.models import Person
from app.reviewing import answers, invitation_page, review_tab
from app.reviewing.access import Reader, Reviewer
from app.reviewing.admitting import Desk
from app.reviewing.models import Request, Review
from app.reviewing.schemas.asks import AskOut, ReviewScreen
from app.reviewing.schemas.invitations import InvitationOut
from app.reviewing.schemas.reviews import ReviewOut
from app.web import DatabaseDep, part
from app.writing import revisions


@dataclass(frozen=True)
class Show:
    """Loads and renders what a route answers with."""

    database: Database
    renderer: Renderer

    def tab(self, writer: Desk) -> ReviewScreen:
        """The Review tab of a draft. Where its text cannot be drawn no claims are proposed."""
        try:
            needed = revisions.needed_by(self.database, self.renderer, writer.draft.id)
        except RenderFailed:
            needed = Needs([], [], [])
        with self.database.transaction(read_only=True) as session:
            tab = review_tab.load(session, writer.draft, needed)
        return review_tab.show(tab, writer.person, self.renderer)

    def ask(self, request: Request, person: Person, urls: dict[str, str] | None = None) -> AskOut:
        """An ask, to a writer of its draft; `urls` are links that were made just now."""
        with self.database.transaction(read_only=True) as session:
            asked = review_tab.load_ask(session, session.get_one(Request, request.id), urls)
        return review_tab.show_ask(asked, person, self.renderer)

    def invitation(self, reviewer: Reviewer) -> InvitationOut:
        """All a reviewer needs. Raises Gone or Conflict when the ask is over."""
        with self.database.transaction(read_only=True) as session:
            page = invitation_page.load(session, reviewer)
        return invitation_page.show(page, self.renderer)

    def review(self, reader: Reader) -> ReviewOut:
        """A review, to somebody who may read it."""
        with self.database.transaction(read_only=True) as session:
            answer = answers.load(session, session.get_one(Review, reader.review.id))
        return answers.show(answer, reader.person, self.renderer, mine=reader.mine)

    def own(self, reviewer: Reviewer, review: Review | None = None) -> ReviewOut:
        """One's own review; `review` when it was begun just now."""
        found = review or reviewer.review
        assert found is not None
        return self.review(Reader(found, reviewer.person, mine=True))


def _show(database: DatabaseDep, renderer: Annotated[Renderer, part(Renderer)]) -> Show:
    return Show(database, renderer)


ShowDep = Annotated[Show, Depends(_show)]
