"""Two people with one draft: what the journeys of writing live begin with."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import arrive, saved
from tests.journeys.conftest import Instance, Somebody

ASK = """async ([method, path, body]) => {
    const init = { method, headers: { 'Content-Type': 'application/json' } };
    if (body) init.body = JSON.stringify(body);
    const answer = await fetch(path, init);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
}"""


def ask(page: Page, method: str, path: str, body: Any = None) -> Any:
    """One call of the API, as the page itself would make it."""
    return page.evaluate(ASK, [method, path, body])


def begin_proposal(person: Somebody, url: str, first: str, title: str = "Nothing is lost") -> Page:
    """Arrive, and begin a draft that needs no paper, without the questions that it begins with."""
    page = person.page
    arrive(person, first, "Ada Lindqvist", "Begin")
    page.goto(f"{url}/desk/drafts/new")
    page.get_by_role("radio", name=re.compile("Proposal")).check(force=True)
    page.get_by_label("Who is it for?").fill("a colleague")
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_role("button", name="Start writing").click()
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    saved(page)
    return page


def share(ada: Somebody, lee: Somebody, instance: Instance, part: str = "writer") -> Page:
    """Lee joins the instance from the mail, takes part in the draft that Ada has open, and opens it too."""
    page = ada.page
    draft = draft_of(page)
    ask(page, "POST", f"/api/drafts/{draft}/invitations", {"email": "lee@elsewhere.example", "part": part})
    said = instance.post.wait_for("lee@elsewhere.example").get_body(("plain",))
    assert said
    [link] = re.findall(r"http://\S+/join/[\w-]+", said.get_content())
    arrive(lee, link, "Lee Marchetti", "Join")
    [waiting] = ask(lee.page, "GET", "/api/my/co-author-invitations")
    ask(lee.page, "PUT", f"/api/co-author-invitations/{waiting['id']}/acceptance")
    lee.page.goto(f"{instance.url}/desk/drafts/{draft}/write")
    expect(editor(lee.page)).to_be_visible()
    return lee.page


def draft_of(page: Page) -> str:
    """The id of the draft a page has open."""
    found = re.search(r"/drafts/(\w+)", page.url)
    assert found
    return found[1]


def editor(page: Page) -> Locator:
    """Where the text is written."""
    return page.get_by_role("textbox", name="The draft, in Markdown")


def text_in(page: Page) -> str:
    """The text as it is in the editor, without what others' cursors say; only for texts that fit into the window."""
    return str(
        page.evaluate(
            """() => [...document.querySelectorAll('.cm-content > .cm-line')].map((line) => {
                const bare = line.cloneNode(true);
                bare.querySelectorAll('.cm-other, .cm-placeholder').forEach((one) => one.remove());
                return bare.textContent;
            }).join('\\n')"""
        )
    )


def stored(page: Page, url: str) -> str:
    """The text as the server has it."""
    return str(page.request.get(f"{url}/api/drafts/{draft_of(page)}").json()["text"]["body"])


def state(page: Page, words: str | re.Pattern[str]) -> Locator:
    """What is said of whether the text is saved."""
    return page.get_by_role("status").filter(has_text=words)


def unexpected(person: Somebody) -> list[str]:
    """What went wrong on somebody's pages, besides what a journey does to the connection on purpose."""
    meant = ("Failed to load resource", "WebSocket connection to")
    return [failure for failure in person.failures if not any(words in failure for words in meant)]


def forgive(*people: Somebody) -> None:
    """Nothing went wrong on their pages but what was meant to."""
    for person in people:
        assert unexpected(person) == []
        person.failures.clear()
