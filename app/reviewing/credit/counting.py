"""What reviews held beside their sentence, in numbers; the words stay with the writers."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.reviewing.models import ClaimTick, ReviewSuggestion, ReviewThread
from app.writing.models import Suggestion
from app.writing.rules import Outcome


@dataclass(frozen=True)
class Counts:
    """Of one review: claims looked at, comments, suggested edits, and those of them that the writers took over."""

    claims: int = 0
    comments: int = 0
    edits: int = 0
    taken: int = 0


def counts(session: Session, review_ids: Iterable[str]) -> dict[str, Counts]:
    """What each of these reviews held."""
    ids = list(review_ids)

    def count(table: type[ClaimTick] | type[ReviewThread] | type[ReviewSuggestion]) -> dict[str, int]:
        query = select(table.review_id, func.count()).where(col(table.review_id).in_(ids)).group_by(table.review_id)
        return dict(session.exec(query).all())

    accepted = (
        select(ReviewSuggestion.review_id, func.count())
        .join(Suggestion, col(Suggestion.id) == ReviewSuggestion.suggestion_id)
        .where(col(ReviewSuggestion.review_id).in_(ids), Suggestion.outcome == Outcome.ACCEPTED)
        .group_by(ReviewSuggestion.review_id)
    )
    claims, comments, edits = count(ClaimTick), count(ReviewThread), count(ReviewSuggestion)
    taken = dict(session.exec(accepted).all())
    return {one: Counts(claims.get(one, 0), comments.get(one, 0), edits.get(one, 0), taken.get(one, 0)) for one in ids}
