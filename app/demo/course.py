"""The sample course: five people, four papers, notes, three pieces, an ask and a review."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from typing import Any

from sqlmodel import Session, select

from app.anchors import Anchor
from app.database import Database, now
from app.demo.noted import FORGETTING, FORGETTING_TOO, MEANINGS, QUESTIONS, WALKING, Noted, Quoted
from app.files import Files
from app.markup import needs
from app.papers import texts
from app.papers.arxiv import Arxiv
from app.papers.bulk import import_all
from app.papers.fetching import fulltexts, watching
from app.papers.fetching.serving import Turns
from app.papers.models import PaperVersion
from app.papers.papers import load
from app.papers.rules import Lane, TextForm
from app.people import accounts, passwords
from app.people.access import Actor
from app.people.models import Person
from app.people.rules import Role
from app.publishing import releases
from app.publishing.rules import Audience, Licence
from app.reading import colours, notes, placing
from app.reading.collection_schemas import ColourWire
from app.reviewing import asks, remarks, reviews, sending
from app.reviewing.access import reviewer_of
from app.reviewing.models import Invitation
from app.reviewing.rules import AskKind, To, Via, Wanted
from app.settings import Settings
from app.writing import drafts, revisions, text, unsure
from app.writing.models import Draft, Revision
from app.writing.rules import Kind, Occasion
from app.writing.schemas import DraftChange, DraftIn

PASSWORD = "a kettle of copper"
EVEN_PACE, ASK_FIRST, WALKER, OVERSEER = "2611.01234", "2611.00917", "2610.04410", "2512.90031"


@dataclass(frozen=True)
class Player:
    """Somebody one can be in the demo."""

    handle: str
    name: str
    part: str
    role: Role = Role.MEMBER


PLAYERS = (
    Player("ana", "Ana Kovač", "the writer"),
    Player("lee", "Lee Marchetti", "the reviewer"),
    Player("mara", "Mara Ilves", "the paper’s author"),
    Player("noor", "Noor Osei", "a reader"),
    Player("ruth", "Ruth Amadi", "the keeper", Role.KEEPER),
)


def prepare(parts: dict[type, Any], reveal: Callable[[str], None]) -> None:
    """Make the course, unless it is there already; `reveal` lets the second version of a paper appear at arXiv."""
    database = parts[Database]
    with database.transaction(read_only=True) as session:
        is_there = session.exec(select(Person.id)).first() is not None
    if not is_there:
        turns = Turns(database, parts[Arxiv], parts[Files], spacing=0)
        _bring(turns)
        _live(database, parts[Settings])
    reveal(EVEN_PACE)
    if not is_there:
        watching.go_round(database)
        _drain(turns)


def _bring(turns: Turns) -> None:
    """Import the papers, and fetch the texts that somebody has read."""
    import_all(turns, [EVEN_PACE, ASK_FIRST, WALKER, OVERSEER], lambda done, what: None)
    with turns.database.transaction() as session:
        for key in (EVEN_PACE, ASK_FIRST):
            fulltexts.ask(session, load(session, key)[1], None, Lane.BULK)
    _drain(turns)


def _drain(turns: Turns) -> None:
    while turns.serve_next():
        turns.finish_reading()


def _live(database: Database, settings: Settings) -> None:
    secret = passwords.hashed(PASSWORD)
    with database.transaction() as session:
        people = {
            one.handle: accounts.create(
                session, one.name, one.handle, secret=secret, email=f"{one.handle}@course.example", role=one.role
            )
            for one in PLAYERS
        }
        _published(session, people, settings)
        _in_progress(session, people, settings)
        _of_the_reader(session, people)


def _published(session: Session, people: dict[str, Person], settings: Settings) -> None:
    """Ana's piece: written, asked about, reviewed by Lee, released for everyone."""
    ana, lee = people["ana"], people["lee"]
    colours.name(session, ana, [ColourWire(colour=one, meaning=meaning) for one, meaning in MEANINGS.items()])
    draft = _write(session, ana, EVEN_PACE, "Forgetting, slowly", "forgetting", FORGETTING, Kind.SUMMARY)
    for noted in FORGETTING_TOO:
        _note(session, ana, load(session, EVEN_PACE)[1], noted)
    about = DraftChange(
        deck="How fast should a model forget? As slowly as it can, and at an even pace.",
        reader="someone who has trained a small network, and never made one forget",
        should_know=["gradient descent", "what a loss is"],
    )
    drafts.change(session, draft, ana, about)
    made = _ask(session, draft, ana, lee, AskKind.CORRECTNESS, settings)
    _review(session, made.request.id, lee)
    revision = _freeze(session, draft, ana)
    releases.release(session, revision, ana, "forgetting-slowly", Audience.EVERYONE, Licence.CC_BY)


def _review(session: Session, request_id: str, who: Person) -> None:
    invitation_id = session.exec(select(Invitation.id).where(Invitation.request_id == request_id)).one()
    reviews.begin(session, reviewer_of(session, Actor(person=who), invitation_id), "")
    reviewer = reviewer_of(session, Actor(person=who), invitation_id)
    remarks.comment(session, reviewer, "The sofa carries the section. Keep it.", None)
    reviews.change(
        session, reviewer, "Right as far as the abstract goes; the table follows the paper’s own numbers.", None
    )
    sending.send(session, reviewer)


def _in_progress(session: Session, people: dict[str, Person], settings: Settings) -> None:
    """Ana's draft: one place she is not sure of, and an ask that waits for Lee."""
    ana, lee = people["ana"], people["lee"]
    draft = _write(session, ana, ASK_FIRST, "Three questions before a long task", "questions", QUESTIONS, Kind.SUMMARY)
    drafts.change(
        session, draft, ana, DraftChange(reader="anyone who has delegated work", should_know=["what a probability is"])
    )
    body = text.current(session, draft).body
    doubtful = "three questions leave less than a third of the"
    start = body.index(doubtful)
    anchor = Anchor(
        doubtful, body[start - 30 : start], body[start + len(doubtful) :][:30], start, start + len(doubtful)
    )
    unsure.mark(session, draft, anchor, "Is it fair to assume the same q for each question?")
    _ask(session, draft, ana, lee, AskKind.CORRECTNESS, settings)


def _of_the_reader(session: Session, people: dict[str, Person]) -> None:
    """Noor's piece, for people here."""
    noor = people["noor"]
    draft = _write(session, noor, WALKER, "The map inside the maze", "walker", WALKING, Kind.SUMMARY)
    drafts.change(
        session,
        draft,
        noor,
        DraftChange(
            deck="A network that was never given a map makes one, and uses it.", reader="people who like pictures"
        ),
    )
    revision = _freeze(session, draft, noor)
    releases.release(session, revision, noor, "the-map-inside-the-maze", Audience.HERE, Licence.CC_BY)


def _freeze(session: Session, draft: Draft, who: Person) -> Revision:
    live = text.current(session, draft)
    return revisions.freeze(session, draft, who.id, Occasion.RELEASE, live.version, needs(live.body))


def _write(session: Session, who: Person, key: str, title: str, piece: str, quoted: Quoted, kind: Kind) -> Draft:
    """A draft with its notes, its text leading to them."""
    version = load(session, key)[1]
    draft = drafts.begin(session, who, DraftIn(title=title, kind=kind, version_ids=[version.id]))
    body = files("app.demo").joinpath("pieces", f"{piece}.md").read_text(encoding="utf-8")
    for name, noted in quoted.items():
        body = body.replace(f"(note:{name})", f"(note:{_note(session, who, version, noted)})")
    text.replace(session, draft, body, text.current(session, draft).version, who.id)
    return draft


def _note(session: Session, who: Person, version: PaperVersion, noted: Noted) -> str:
    """The id of the note."""
    leaf = placing.abstract(version)
    if noted.in_text:
        leaf = placing.opened(session, texts.newest(session, version.id, None)[TextForm.HTML])
    placed = placing.place(Anchor(noted.passage), leaf)
    return notes.write(session, who, version, noted.words, placed, colour=noted.colour, labels=list(noted.tags)).id


def _ask(session: Session, draft: Draft, who: Person, of: Person, kind: AskKind, settings: Settings) -> asks.Made:
    wanted = Wanted(
        kind=kind,
        question="",
        passages=[],
        minutes=20,
        due=now().date() + timedelta(days=5),
        to=[To(Via.PERSON, person_id=of.id)],
    )
    live = text.current(session, draft)
    return asks.ask(session, draft, who, wanted, live.version, needs(live.body), settings)
