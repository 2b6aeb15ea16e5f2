"""The API of what a paper cites, what cites it, and how one's papers hang together."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.papers import cited_works
from app.papers.papers import rows
from app.papers.schemas import PaperRow
from app.people.access import PersonDep
from app.reading import cited, graph
from app.reading.access import PaperHere, VersionHere
from app.reading.cited import ReferenceHere
from app.reading.reference_schemas import CitingOut, GraphOut, ReferenceImportsIn, ReferencesOut
from app.web import ReadSessionDep, SessionDep

router = APIRouter()


@router.get("/paper-versions/{version_id}/references")
def read_references(version: VersionHere, person: PersonDep, session: SessionDep) -> ReferencesOut:
    """What a version cites, most leaned-on first."""
    return cited.of(session, person, version)


@router.post("/paper-versions/{version_id}/reference-imports")
def import_references(
    version: VersionHere, given: ReferenceImportsIn, person: PersonDep, session: SessionDep
) -> ReferencesOut:
    """Import some of what a version cites, or all of it, behind what people wait for."""
    cited_works.ask(session, version, given.ids, person.id)
    return cited.of(session, person, version)


@router.post("/references/{reference_id}/paper")
def make_paper(reference: ReferenceHere, person: PersonDep, session: SessionDep) -> PaperRow:
    """Make a paper of a work outside arXiv, to note on and to cite."""
    return rows(session, [cited_works.make_paper(session, reference, person.id).id])[0]


@router.get("/papers-citing/{paper_id}")
def read_citing(paper: PaperHere, person: PersonDep, session: SessionDep) -> list[CitingOut]:
    """The papers here that cite a paper."""
    return cited.citing_papers(session, person, paper)


@router.get("/reading-graph")
def read_graph(
    person: PersonDep,
    session: ReadSessionDep,
    version: Annotated[list[str] | None, Query(max_length=graph.PAPERS_MAXIMUM)] = None,
) -> GraphOut:
    """How papers hang together, and what to read next: those of these versions, else those on one's shelf."""
    return graph.drawn(session, person.id, version)
