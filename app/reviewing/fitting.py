"""Who fits an ask, as its writer sees them."""

from sqlmodel import Session

from app.people.models import Person
from app.people.schemas import PersonOut
from app.reviewing.choosing import why
from app.reviewing.expertise import Expertise
from app.reviewing.ranking import ranked
from app.reviewing.rules import AskKind
from app.reviewing.schemas.asks import FitOut, FitsOut
from app.reviewing.sentences import NOBODY_FITS
from app.writing.models import Draft

SHOWN = 6


def shown(session: Session, expertise: Expertise, draft: Draft, kind: AskKind) -> FitsOut:
    """The first few who fit, with their reasons; one sentence when there is nobody."""
    found = ranked(session, expertise, draft, kind, to_writers=True)[:SHOWN]
    fits = [FitOut(person=PersonOut.of(session.get_one(Person, one.person)), why=why(one)) for one in found]
    return FitsOut(fits=fits, sentence="" if fits else NOBODY_FITS)
