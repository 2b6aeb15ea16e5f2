"""What a paper cites and what cites it, over HTTP, and who sees the sentences."""

import pytest

from app.database import Database
from app.papers import references
from app.papers.bibliography.documents import entries_of
from app.papers.models import Paper
from app.replica.documents import html
from app.replica.library import papers as replicated
from tests.arxiv_here import version
from tests.papers_here import store_paper

GUIDE, SMALL = "2611.02718", "2611.00917"
BY = "http://creativecommons.org/licenses/by/4.0/"


@pytest.fixture
def guide(database: Database) -> str:
    """A paper under arXiv's own licence that cites 34 works, one of them here; gives its version."""
    for key in (GUIDE, SMALL):
        store_paper(database, key)
    with database.transaction() as session:
        for key in (GUIDE, SMALL):
            references.store(session, version(session, key), *entries_of(html(key, replicated())[0]))
        return version(session, GUIDE).id


def license_openly(database: Database, version_key: str) -> None:
    with database.transaction() as session:
        version(session, version_key).licence = BY


def test_what_it_leans_on_most_comes_first(as_, cast, guide: str) -> None:
    out = as_(cast.ada).get(f"/api/paper-versions/{guide}/references").json()
    assert (out["origin"], out["state"]["state"]) == ("html", "done")
    entries = {one["id"]: one for one in out["entries"]}
    assert len(entries) == 34
    assert [one["times"] for one in out["entries"]] == sorted((one["times"] for one in out["entries"]), reverse=True)
    assert out["entries"][0]["arxiv_id"] == "2512.90031"
    assert len(out["main"]) == 10
    assert all(entries[one]["arxiv_id"] for one in out["main"])
    assert out["main"][0] == out["entries"][0]["id"]
    states = [one["state"] for one in out["entries"]]
    assert {one: states.count(one) for one in states} == {"here": 1, "importable": 11, "outside": 22}
    [here] = [one for one in out["entries"] if one["state"] == "here"]
    assert here["paper"]["key"] == SMALL


def test_sentences_are_for_those_who_may_read_the_text(as_, cast, database: Database, guide: str) -> None:
    ada = as_(cast.ada)
    first = ada.get(f"/api/paper-versions/{guide}/references").json()
    assert first["access"] == "shelf"
    assert "shelf" in first["state"]["sentence"]
    assert [one["sentence"] for one in first["entries"][0]["mentions"]] == ["", "", ""]
    with database.transaction(read_only=True) as session:
        paper_id = version(session, GUIDE).paper_id
        small = version(session, SMALL).paper_id
    assert [one["mentions"][0]["sentence"] for one in ada.get(f"/api/papers-citing/{small}").json()] == [""]
    ada.put(f"/api/shelf/{paper_id}", json={"progress": "reading"})
    assert "overseer with a queue" not in str(first)
    then = ada.get(f"/api/paper-versions/{guide}/references").json()
    assert all(one["sentence"] for one in then["entries"][0]["mentions"])
    assert all(one["sentence_html"] for one in then["entries"][0]["mentions"])
    [citing] = ada.get(f"/api/papers-citing/{small}").json()
    assert (citing["paper"]["key"], citing["times"]) == (GUIDE, 6)
    assert "three questions to a person" not in citing["mentions"][0]["sentence"]
    assert citing["mentions"][0]["sentence"]
    license_openly(database, GUIDE)
    assert as_(cast.rui).get(f"/api/paper-versions/{guide}/references").json()["access"] == "open"


def test_imports_are_counted_for_whoever_asked(as_, cast, guide: str) -> None:
    ada = as_(cast.ada)
    path = f"/api/paper-versions/{guide}"
    main = ada.get(f"{path}/references").json()["main"]
    out = ada.post(f"{path}/reference-imports", json={"ids": main[:4]}).json()
    here = {one["id"] for one in out["entries"] if one["state"] == "here"}
    waiting = {one["id"] for one in out["entries"] if one["state"] == "waiting"}
    assert waiting == set(main[:4]) - here
    assert out["imports"] == {"total": len(waiting), "done": 0, "failed": 0, "waiting": len(waiting)}
    assert out["main"] == main
    every = ada.post(f"{path}/reference-imports", json={}).json()
    assert every["imports"]["waiting"] == 11
    others = as_(cast.rui).get(f"{path}/references").json()
    assert others["imports"]["total"] == 0
    assert not [one for one in others["entries"] if one["state"] == "waiting"]
    assert ada.post(f"{path}/reference-imports", json={"ids": ["nothing"]}).status_code == 404


def test_one_click_makes_a_paper_of_a_work_outside(as_, cast, guide: str) -> None:
    ada, rui = as_(cast.ada), as_(cast.rui)
    entries = ada.get(f"/api/paper-versions/{guide}/references").json()["entries"]
    [bells] = [one for one in entries if one["doi"] == "10.99999/sit.1994.77"]
    assert bells["state"] == "outside"
    made = ada.post(f"/api/references/{bells['id']}/paper").json()
    assert (made["key"], made["title"]) == ("doi:10.99999/sit.1994.77", "Alarm bells and the people under them")
    assert rui.post(f"/api/references/{bells['id']}/paper").json()["id"] == made["id"]
    [again] = [
        one for one in rui.get(f"/api/paper-versions/{guide}/references").json()["entries"] if one["id"] == bells["id"]
    ]
    assert (again["state"], again["paper"]["key"]) == ("here", made["key"])
    at_arxiv = next(one for one in entries if one["state"] == "importable")
    refused = ada.post(f"/api/references/{at_arxiv['id']}/paper")
    assert refused.status_code == 422
    assert "Import it" in refused.json()["error"]["sentence"]
    [night] = [one for one in entries if "night watchman" in one["title"]]
    bare = ada.post(f"/api/references/{night['id']}/paper").json()
    assert bare["label"].startswith("read ")
    assert ada.get(f"/api/papers/{bare['key']}").json()["title"] == "The night watchman’s book"


def test_says_when_nothing_is_known_yet(as_, cast, database: Database) -> None:
    here = store_paper(database, "2410.93306")
    license_openly(database, "2410.93306")
    ada = as_(cast.ada)
    out = ada.get(f"/api/paper-versions/{here.version_id}/references").json()
    assert (out["origin"], out["entries"], out["state"]["state"]) == (None, [], "none")
    assert "Open the text" in out["state"]["sentence"]
    ada.put(f"/api/paper-versions/{here.version_id}/text", json={})
    waiting = ada.get(f"/api/paper-versions/{here.version_id}/references").json()["state"]
    assert waiting["state"] == "waiting"
    assert waiting["seconds"] >= 3
    assert ada.get(f"/api/papers-citing/{here.id}").json() == []


def test_strangers_see_none_of_it(client, as_, cast, database: Database, guide: str) -> None:
    paths = [f"/api/paper-versions/{guide}/references", "/api/papers-citing/x", "/api/reading-graph"]
    for path in paths:
        assert client.get(path).status_code == 401, path
    for path in ("/api/paper-versions/x/references", "/api/papers-citing/x"):
        assert as_(cast.ada).get(path).status_code == 404, path
    assert client.post("/api/references/x/paper").status_code == 401
    assert as_(cast.ada).post("/api/references/x/paper").status_code == 404
    with database.transaction(read_only=True) as session:
        assert session.get(Paper, "x") is None
