"""An author of the paper is asked about some claims, by one mail, and answers on one page without an account."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlmodel import select
from starlette.testclient import TestClient

from app import worker
from app.database import Database, now
from app.jobs import Job, Worker
from app.papers.bibliography.mail_addresses import digest
from app.papers.models import ArxivErrand, PaperText, TextBody
from app.papers.rules import ErrandKind, ErrandState, TextForm
from app.people import exclusions
from app.people.models import Person, SignedLink
from app.reviewing.models import AuthorAddress, AuthorCheck, AuthorGround, AuthorOpinion
from app.settings import Settings
from tests.conftest import Cast, browser
from tests.reviewing.conftest import Piece, path_of
from tests.reviewing.test_mail import Postbox, body, postbox

__all__ = ["postbox"]
As = Callable[[Person], TestClient]
MEI = "mei@still.example"


@pytest.fixture
def settings(database: Database, tmp_path: Path, postbox: Postbox) -> Settings:
    """An instance that sends mail, and has an address."""
    smtp = f"smtp://127.0.0.1:{postbox.port}"
    return Settings(data=tmp_path, database_url=database.url, jobs="off", smtp_url=smtp, url="http://still.example")


@dataclass(frozen=True)
class Asking:
    """Ada's draft, and what it takes to ask an author about it."""

    piece: Piece
    app: FastAPI
    database: Database
    postbox: Postbox

    def ask(self, email: str = MEI, code: int = 201, **given: Any) -> dict[str, Any]:
        """Ada asks Mei; the check as she gets it back."""
        wanted = {
            "base_version": self.piece.version, "paper_key": "2611.01234", "number": 1, "name": "Mei Author",
            "email": email, "claims": [0], **given,
        }  # fmt: skip
        answer = self.piece.ada.post(f"/api/drafts/{self.piece.id}/author-checks", json=wanted)
        assert answer.status_code == code, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def work(self) -> None:
        """Do the work that waits, as the worker does."""
        jobs = Worker(self.database, worker.handlers(self.app.state.parts), worker.FACTS)
        while jobs.run_one():
            pass

    def mails(self, to: str = MEI) -> list[EmailMessage]:
        """What came for an address."""
        self.work()
        return [one for one in self.postbox.messages if one["To"] == to]

    def link(self) -> str:
        """The path of the link in the newest mail."""
        return link_in(self.mails()[-1])

    def checks(self) -> list[dict[str, Any]]:
        """The author checks as Ada sees them."""
        found: list[dict[str, Any]] = self.piece.ada.get(f"/api/drafts/{self.piece.id}/author-checks").json()
        return found


@pytest.fixture
def asking(piece: Piece, app: FastAPI, database: Database, postbox: Postbox) -> Asking:
    """Ada's draft, ready to be asked about."""
    return Asking(piece, app, database, postbox)


def link_in(mail: EmailMessage) -> str:
    """The page's address in a mail, which its two parts agree on."""
    [url] = re.findall(r"http://still\.example/author/[\w-]{22}(?![\w/-])", body(mail, "plain"))
    assert f'href="{url}"' in body(mail, "html")
    return path_of(url)


def arrive(reader: TestClient, link: str) -> str:
    """Open a link and go on to the one question; its path."""
    came = reader.get(link)
    assert came.status_code == 303, came.text
    asked = reader.get(came.headers["location"])
    assert asked.status_code == 303, asked.text
    return str(asked.headers["location"])


def shown(answer: Any) -> HTMLParser:
    """The page of an answer."""
    return HTMLParser(answer.text)


def sentence_on(page: HTMLParser) -> str:
    """The sentence that its reader is asked to approve, or that is shown."""
    return page.css_first("blockquote span").text().removesuffix(".")


def say(reader: TestClient, at: str, opinion: str = "agree", word: str = "", **more: str) -> Any:
    """Fill in the form about one claim and press its button."""
    return reader.post(at, data={"opinion_1": opinion, "word_1": word, **more})


def answer(reader: TestClient, at: str, opinion: str = "agree", word: str = "", show: bool = True) -> str:
    """Answer, look at the sentence, send; the sentence."""
    assert say(reader, at, opinion, word).status_code == 303
    page = shown(reader.get(at))
    seen = str(page.css_first("input[name=seen]").attributes["value"])
    assert seen == sentence_on(page)
    sent = say(reader, at, opinion, word, seen=seen, **({"show": "on"} if show else {}))
    assert sent.headers["location"] == f"{at}?done=sent#main", sent.text
    return seen


def put_text(database: Database, words: str, owner: str | None = None) -> str:
    """A text of the paper that is here, with these words; its id."""
    with database.transaction() as session:
        version = session.exec(select(AuthorCheck.version_id)).first()
        assert version
        key = digest(words)
        session.add(TextBody(digest=key, text=words))
        session.flush()
        text = PaperText(version_id=version, form=TextForm.HTML, digest=key, body=key, owner_id=owner)
        session.add(text)
        return text.id


def test_a_mail_leads_to_one_page_and_to_the_end(asking: Asking, client: TestClient) -> None:
    made = asking.ask()
    assert (made["state"], made["sentence"], made["url"]) == ("waiting", "Asked. The mail is on its way.", None)
    [mail] = asking.mails()
    assert mail["Subject"] == "Ada Writer: is this what your paper says? 1 claim, 2 minutes"
    for kind in ("plain", "html"):
        words = " ".join(body(mail, kind).split())
        for said in ("Ada Writer", "When a kettle lies", "arXiv 2611.01234v1", "2 minutes", "Nothing happens if you"):
            assert said in words
    at = arrive(client, asking.link())
    page = client.get(at)
    assert page.headers["referrer-policy"] == "no-referrer"
    for said in ("Ada Writer", "Mei Author", "It is right in 96 of 100 cases", "On nine kettles the probe is right"):
        assert said in shown(page).body.text()
    assert "blockquote" not in page.text
    sentence = answer(client, at, "nuance", "On nine kettles only.")
    assert re.fullmatch(
        r"Checked by somebody who says they are Mei Author, \d+ \w+ 2026, saved version 1: 1 claim with a nuance",
        sentence,
    )
    [check] = asking.checks()
    assert (check["state"], check["shown"]) == ("answered", sentence)
    [claim] = check["claims"]
    assert (claim["opinion"], claim["word"]) == ("nuance", "On nine kettles only.")
    [told] = asking.mails("ada@people.example")
    assert told["Subject"] == "Mei Author answered about “When a kettle lies”"
    assert "On nine kettles only." in body(told, "plain")
    [notice] = [one["sentence"] for one in asking.piece.ada.get("/api/notices").json() if "answered" in one["sentence"]]
    assert notice == "Mei Author answered about “When a kettle lies”."


def test_nothing_is_told_before_it_is_sent(asking: Asking, client: TestClient) -> None:
    asking.ask()
    at = arrive(client, asking.link())
    say(client, at, "wrong", "Quincunx.")
    told = asking.piece.ada.get(f"/api/drafts/{asking.piece.id}/author-checks")
    assert "Quincunx" not in told.text
    assert told.json()[0]["claims"][0]["opinion"] is None
    assert "Quincunx" in client.get(at).text


def test_a_sentence_that_changed_is_looked_at_again(asking: Asking, client: TestClient) -> None:
    asking.ask()
    at = arrive(client, asking.link())
    say(client, at, "agree")
    seen = sentence_on(shown(client.get(at)))
    changed = say(client, at, "wrong", seen=seen, show="on")
    assert changed.headers["location"] == f"{at}?done=changed#page"
    assert asking.checks()[0]["state"] == "waiting"
    assert "Look at it once more" in client.get(changed.headers["location"]).text


def test_an_answer_for_the_writer_alone(asking: Asking, client: TestClient) -> None:
    asking.ask()
    at = arrive(client, asking.link())
    answer(client, at, show=False)
    assert asking.checks()[0]["shown"] == ""
    assert asking.checks()[0]["claims"][0]["opinion"] == "agree"
    assert "No page says anything of it" in client.get(at).text


def test_what_is_missing_is_said_and_what_was_typed_is_kept(asking: Asking, client: TestClient) -> None:
    asking.ask()
    at = arrive(client, asking.link())
    nothing = client.post(at, data={})
    assert nothing.status_code == 422
    assert "Say of one claim at least" in nothing.text
    bare = say(client, at, "nuance", "  ")
    assert bare.status_code == 422
    assert "Say the nuance in a few words" in bare.text
    assert shown(bare).css_first("input[value=nuance]").attributes.get("checked", "no") != "no"
    assert say(client, at, "praise").status_code == 422
    assert say(client, at, "wrong", "x" * 5_000).status_code == 303
    with asking.database.transaction(read_only=True) as session:
        assert len(session.exec(select(AuthorOpinion)).one().word) == 500


def test_withdrawing_takes_all_of_it_back_and_answering_anew_is_possible(asking: Asking, client: TestClient) -> None:
    asking.ask()
    at = arrive(client, asking.link())
    answer(client, at, "wrong", "Quincunx.")
    again = say(client, at, "agree")
    assert again.status_code == 409
    assert "withdraw it first" in again.text
    for _ in range(2):
        assert client.post(f"{at}/withdrawal").status_code == 303
    [check] = asking.checks()
    assert (check["state"], check["shown"], check["sent_at"]) == ("withdrawn", "", None)
    assert "Quincunx" not in str(check)
    answer(client, at, "agree")
    assert asking.checks()[0]["claims"][0]["opinion"] == "agree"


def test_a_link_lasts_as_long_as_there_is_something_to_withdraw(asking: Asking, client: TestClient) -> None:
    asking.ask()
    link = asking.link()
    at = arrive(client, link)
    answer(client, at)
    days_pass(asking.database, 400)
    later = browser(asking.app)
    assert later.post(f"{arrive(later, link)}/withdrawal").status_code == 303
    assert asking.checks()[0]["state"] == "withdrawn"


def days_pass(database: Database, days: int) -> None:
    """What was done was done so many days earlier, and links end with it."""
    with database.transaction() as session:
        for check in session.exec(select(AuthorCheck)):
            check.asked_at -= timedelta(days=days)
        for address in session.exec(select(AuthorAddress)):
            address.mailed_at = address.mailed_at and address.mailed_at - timedelta(days=days)
        for link in session.exec(select(SignedLink)):
            link.expires_at -= timedelta(days=days)
        for job in session.exec(select(Job)):
            job.due_at -= timedelta(days=days)


def test_nobody_answers_twice_in_two_tabs(asking: Asking, client: TestClient) -> None:
    asking.ask()
    at = arrive(client, asking.link())
    say(client, at)
    seen = sentence_on(shown(client.get(at)))
    tabs = [browser(asking.app) for _ in range(4)]
    for tab in tabs:
        tab.cookies.update(client.cookies)
    with ThreadPoolExecutor(len(tabs)) as pool:
        codes = sorted(pool.map(lambda tab: say(tab, at, seen=seen, show="on").status_code, tabs))
    assert codes == [303, 409, 409, 409]
    assert len(asking.mails("ada@people.example")) == 1


class TestLinks:
    """A link that is used, old, taken back, altered or another's gives one clear sentence."""

    def test_opening_it_changes_nothing_however_often(self, asking: Asking, client: TestClient) -> None:
        asking.ask()
        for _ in range(3):
            assert client.get(asking.link()).status_code == 303
            assert client.get(f"{asking.link()}/never").status_code == 200
        assert asking.checks()[0]["state"] == "waiting"

    def test_altered(self, asking: Asking, client: TestClient) -> None:
        asking.ask()
        altered = asking.link()[:-1] + ("A" if asking.link()[-1] != "A" else "B")
        for answer in (client.get(altered), client.get(f"{altered}/never"), client.post(f"{altered}/never")):
            assert answer.status_code == 404
            assert "leads nowhere" in answer.text

    def test_expired(self, asking: Asking, client: TestClient) -> None:
        asking.ask()
        link = asking.link()
        at = arrive(client, link)
        days_pass(asking.database, 61)
        assert client.get(link).status_code == 410
        assert "has expired" in client.get(link).text
        assert client.get(at).status_code == 404
        assert asking.checks()[0]["state"] == "expired"
        assert client.post(f"{link}/never").status_code == 200

    def test_taken_back(self, asking: Asking, client: TestClient) -> None:
        made = asking.ask()
        link = asking.link()
        at = arrive(client, link)
        say(client, at)
        for _ in range(2):
            assert asking.piece.ada.delete(f"/api/author-checks/{made['id']}").json()["state"] == "taken_back"
        assert client.get(link).status_code == 410
        assert "taken back" in client.get(link).text
        assert say(client, at).status_code == 404

    def test_one_taken_back_while_another_waits(self, asking: Asking, client: TestClient) -> None:
        made, _ = asking.ask(), asking.ask(name="Lena Ilves")
        client.get(asking.link())
        at = f"/author-checks/{address_id(asking)}/{made['id']}"
        assert client.get(at).status_code == 200
        asking.piece.ada.delete(f"/api/author-checks/{made['id']}")
        for answer in (client.get(at), say(client, at), client.post(f"{at}/withdrawal")):
            assert answer.status_code == 410
            assert "took the ask back" in answer.text

    def test_answered_is_not_taken_back(self, asking: Asking, client: TestClient) -> None:
        made = asking.ask()
        answer(client, arrive(client, asking.link()))
        refused = asking.piece.ada.delete(f"/api/author-checks/{made['id']}")
        assert refused.status_code == 409
        assert "The author alone" in refused.json()["error"]["sentence"]

    def test_anothers(self, asking: Asking, client: TestClient) -> None:
        mine, theirs = asking.ask(), asking.ask("lena@still.example", name="Lena Ilves")
        client.get(asking.link())
        for path in (
            f"/author-checks/{address_id(asking)}/{theirs['id']}",
            f"/author-checks/{address_id(asking, 'lena@still.example')}",
            f"/author-checks/{address_id(asking, 'lena@still.example')}/{theirs['id']}",
        ):
            assert client.get(path).status_code == 404
        assert browser(asking.app).get(f"/author-checks/{address_id(asking)}/{mine['id']}").status_code == 404


def address_id(asking: Asking, email: str = MEI) -> str:
    """The id of an address."""
    with asking.database.transaction(read_only=True) as session:
        return session.exec(select(AuthorAddress.id).where(AuthorAddress.email == email)).one()


class TestOneMailInThirtyDays:
    """Whoever asks, and about whichever paper."""

    def test_further_questions_join_the_page_and_go_along_with_the_next_mail(
        self, asking: Asking, client: TestClient
    ) -> None:
        asking.ask()
        link = asking.link()
        joined = asking.ask(name="Jonas van der Berg")
        assert "at most one such mail in 30 days" in joined["sentence"]
        assert len(asking.mails()) == 1
        client.get(link)
        listed = client.get(f"/author-checks/{address_id(asking)}")
        assert listed.status_code == 200
        assert len(shown(listed).css(".asked a")) == 2
        days_pass(asking.database, 29)
        assert len(asking.mails()) == 1
        days_pass(asking.database, 1)
        assert len(asking.mails()) == 2
        assert "1 claim" in asking.mails()[1]["Subject"]
        days_pass(asking.database, 31)
        assert len(asking.mails()) == 2

    def test_two_who_ask_at_once_send_one_mail(self, asking: Asking) -> None:
        asking.ask("other@still.example")  # the version is saved
        with ThreadPoolExecutor(4) as pool:
            said = [one["sentence"] for one in pool.map(lambda _: asking.ask(), range(4))]
        assert len(asking.mails()) == 1
        assert sum(one == "Asked. The mail is on its way." for one in said) == 1

    def test_never_again_in_one_click_without_signing_in(self, asking: Asking, client: TestClient) -> None:
        asking.ask()
        [mail] = asking.mails()
        url = mail["List-Unsubscribe"].strip("<>")
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert url in body(mail, "plain")
        bare = TestClient(asking.app)
        for _ in range(2):
            done = bare.post(path_of(url), data={"List-Unsubscribe": "One-Click"})
            assert done.status_code == 200
            assert "You will not be asked again" in done.text
        refused = asking.ask(code=403)
        assert "does not want to be asked" in refused["error"]["sentence"]
        assert asking.checks()[0]["state"] == "refused"
        days_pass(asking.database, 40)
        assert len(asking.mails()) == 1
        at = f"/author-checks/{address_id(asking)}"
        client.get(asking.link())
        assert client.get(at).status_code in {200, 404}

    def test_never_again_from_the_page(self, asking: Asking, client: TestClient) -> None:
        asking.ask()
        at = arrive(client, asking.link())
        answer(client, at)
        never = f"{at.rsplit('/', 1)[0]}/never"
        assert "Never ask again?" in client.get(never).text
        assert "You will not be asked again" in client.post(never).text
        assert asking.checks()[0]["state"] == "answered"
        assert client.get(at).status_code == 200

    def test_a_mailbox_that_other_sites_post_to_is_left_alone(self, asking: Asking, client: TestClient) -> None:
        asking.ask()
        at = arrive(client, asking.link())
        foreign = client.post(f"{at.rsplit('/', 1)[0]}/never", headers={"Sec-Fetch-Site": "cross-site"})
        assert foreign.status_code == 403


class TestWhoAnswers:
    """“Author-checked” stands there only on a ground, and says which."""

    def test_an_address_in_the_text(self, asking: Asking, client: TestClient) -> None:
        asking.ask()
        put_text(asking.database, "Mei Author, {mei, jonas}@still.example. We ask when a kettle can be trusted.")
        at = arrive(client, asking.link())
        assert "(address in the text of arXiv 2611.01234v1)" in answer(client, at)
        assert asking.checks()[0]["shown"].startswith("Author-checked by Mei Author (address in the text of")

    def test_a_text_that_comes_later(self, asking: Asking, client: TestClient) -> None:
        asking.ask()
        at = arrive(client, asking.link())
        assert answer(client, at).startswith("Checked by somebody who says they are Mei Author")
        text = put_text(asking.database, "mei@still.example")
        worker.handlers(asking.app.state.parts)["reviewing.look_in_text"]({"id": text})
        assert asking.checks()[0]["shown"].startswith("Author-checked by Mei Author (address in the text of")

    def test_a_pdf_that_somebody_put_here_is_nobodys_witness(
        self, asking: Asking, client: TestClient, cast: Cast
    ) -> None:
        asking.ask()
        put_text(asking.database, "mei@still.example", owner=cast.ada.id)
        assert "somebody who says they are" in answer(client, arrive(client, asking.link()))

    @pytest.mark.parametrize("near", ["xmei@still.example", "mei@still.example.org", "mei@elsewhere.example"])
    def test_an_address_like_it_is_another(self, near: str, asking: Asking, client: TestClient) -> None:
        asking.ask()
        put_text(asking.database, f"Write to {near}.")
        assert "somebody who says they are" in answer(client, arrive(client, asking.link()))

    def test_an_address_in_the_source(self, asking: Asking, client: TestClient) -> None:
        asking.ask()
        at = arrive(client, asking.link())
        with asking.database.transaction() as session:
            [errand] = session.exec(select(ArxivErrand).where(ArxivErrand.kind == ErrandKind.ADDRESSES))
            errand.state, errand.found = ErrandState.DONE, {"addresses": [digest(MEI)]}
            version = errand.version_id
        worker.handlers(asking.app.state.parts)["reviewing.look_for_address"]({"id": version})
        assert "(address in the source of arXiv 2611.01234v1)" in answer(client, at)
        with asking.database.transaction(read_only=True) as session:
            assert len(session.exec(select(AuthorGround)).all()) == 1

    def test_the_author_may_say_which_author_they_are(self, asking: Asking, client: TestClient) -> None:
        asking.ask()
        at = arrive(client, asking.link())
        say(client, at, name="Lena Ilves")
        assert "somebody who says they are Lena Ilves" in sentence_on(shown(client.get(at)))
        say(client, at, name="Queen of Sheba")
        assert "somebody who says they are Lena Ilves" in sentence_on(shown(client.get(at)))


@pytest.mark.parametrize(
    "given",
    [
        {"email": "mei"}, {"email": "a@b.example\nBcc: x@y.example"}, {"claims": []}, {"claims": [7]},
        {"claims": list(range(8))}, {"name": "Queen of Sheba"}, {"number": 9},
        {"paper_key": "2611.99999"}, {"email": "ada@people.example"},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_and_nobody_is_asked(given: dict[str, Any], asking: Asking) -> None:
    wanted = {
        "base_version": asking.piece.version, "paper_key": "2611.01234", "number": 1, "name": "Mei Author",
        "email": MEI, "claims": [0], **given,
    }  # fmt: skip
    refused = asking.piece.ada.post(f"/api/drafts/{asking.piece.id}/author-checks", json=wanted)
    assert refused.status_code in {404, 422}
    assert len(refused.json()["error"]["sentence"]) > 20
    assert asking.checks() == []
    assert asking.mails() == []
    assert asking.piece.ada.get(f"/api/drafts/{asking.piece.id}/revisions").json() == []


def test_an_older_text_is_refused(asking: Asking) -> None:
    asking.ask(code=409, base_version=asking.piece.version - 1)
    assert asking.checks() == []


def test_only_writers_of_the_draft_ask_and_see(asking: Asking, cast: Cast, as_: As, client: TestClient) -> None:
    made = asking.ask()
    for other in (as_(cast.rui), as_(cast.kim)):
        for path in ("author-checks", "author-choices"):
            assert other.get(f"/api/drafts/{asking.piece.id}/{path}").status_code == 404
        assert other.delete(f"/api/author-checks/{made['id']}").status_code == 404
    assert client.get(f"/api/drafts/{asking.piece.id}/author-checks").status_code == 401


def test_what_there_is_to_ask(asking: Asking) -> None:
    found = asking.piece.ada.get(f"/api/drafts/{asking.piece.id}/author-choices").json()
    assert (found["base_version"], found["most"]) == (asking.piece.version, 7)
    [paper] = found["papers"]
    assert (paper["label"], paper["authors"][0]) == ("arXiv 2611.01234v1", "Mei Author")
    assert [one["claim"] for one in paper["claims"]] == ["It is right in 96 of 100 cases"]
    assert paper["addresses"] == []
    asking.ask("other@still.example")
    put_text(asking.database, "{m.author, jvdberg}@still.example, office@still.example")
    [paper] = asking.piece.ada.get(f"/api/drafts/{asking.piece.id}/author-choices").json()["papers"]
    assert paper["addresses"] == [
        {"email": "m.author@still.example", "name": "Mei Author"},
        {"email": "jvdberg@still.example", "name": "Jonas van der Berg"},
        {"email": "office@still.example", "name": ""},
    ]


def test_who_is_kept_apart_is_never_written_to_and_nothing_says_so(
    asking: Asking, cast: Cast, client: TestClient
) -> None:
    with asking.database.transaction() as session:
        exclusions.exclude(session, session.get_one(Person, cast.mei.id), session.get_one(Person, cast.ada.id))
    made = asking.ask("mei@people.example")
    assert (made["state"], made["sentence"]) == ("waiting", "Asked. The mail is on its way.")
    assert asking.mails("mei@people.example") == []


class TestWithoutMail:
    """An instance that sends no mail gives the writer the link; whoever opens it, no address speaks for them."""

    @pytest.fixture
    def settings(self, database: Database, tmp_path: Path) -> Settings:
        return Settings(data=tmp_path, database_url=database.url, jobs="off")

    def test_the_writer_passes_the_link_on(self, asking: Asking, client: TestClient) -> None:
        made = asking.ask()
        assert "pass the link on yourself" in made["sentence"]
        put_text(asking.database, "mei@still.example")
        asking.work()
        assert "somebody who says they are" in answer(client, arrive(client, path_of(made["url"])))
        assert asking.checks()[0]["url"] is None


def test_the_moment_is_now(asking: Asking) -> None:
    assert asking.ask()["asked_at"][:10] == now().date().isoformat()
