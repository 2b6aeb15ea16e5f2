"""A keeper runs a course: twelve drafts and eight people, and all reviews asked for in one batch."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.journeys.acts import PASSWORD, arrive
from tests.journeys.conftest import Instance, Somebody

pytestmark = pytest.mark.journey
NAMES = (
    "Ada Ilves",
    "Rui Tanaka",
    "Mei Okafor",
    "Lee Marchetti",
    "Noor Haddad",
    "Tobias Wren",
    "Sanne Vos",
    "Ivo Lund",
)
ABOUT = ("kettles", "pots", "pans", "lids", "whistles", "steam", "copper", "heat", "noise", "time", "taste", "tea")


def member(instance: Instance, join: str, name: str, at: int) -> httpx.Client:
    """Somebody joins the instance as the pages let them, and says what they know."""
    client = httpx.Client(base_url=instance.url, headers={"Sec-Fetch-Site": "same-origin"}, timeout=60)
    client.get(join, follow_redirects=True)
    form = {"name": name, "handle": name.split()[0].lower(), "password": PASSWORD, "again": PASSWORD}
    assert client.post("/join", data=form).status_code == 303
    said = {"topics": "\n".join(ABOUT[at : at + 3]), "at_once": "2", "per_month": "4", "kinds": ["clarity"]}
    assert client.post("/settings/asks", data=said).status_code in {200, 303}
    return client


def draft(client: httpx.Client, about: str) -> str:
    """A draft with a saved version."""
    made = client.post("/api/drafts", json={"title": f"What {about} tell us"}).json()
    text = {"body": f"# What {about} tell us\n\nWords on {about}.\n", "base_version": made["text"]["version"]}
    version = client.put(f"/api/drafts/{made['id']}/text", json=text).json()["version"]
    assert client.post(f"/api/drafts/{made['id']}/revisions", json={"base_version": version}).status_code == 201
    return str(made["id"])


def test_a_group_of_twelve_drafts_and_eight_people(instance: Instance, somebody: Any) -> None:
    kim: Somebody = somebody()
    arrive(kim, instance.first, "Kim Keeper", "Begin")
    page = kim.open("/keeping")
    page.get_by_label("For how many people").fill("30")
    page.get_by_label("For how many days").fill("14")
    page.get_by_role("button", name="Make a link").click()
    found = re.search(r"http://\S+/join/[\w-]+", page.locator("main").inner_html())
    assert found
    with ThreadPoolExecutor(1) as one_by_one:  # httpx beside Playwright's own loop
        people = [one_by_one.submit(member, instance, found[0], name, at).result() for at, name in enumerate(NAMES)]
        drafts = [one_by_one.submit(draft, people[at % 8], about).result() for at, about in enumerate(ABOUT)]

    page.get_by_role("link", name="group", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Autumn course")
    page.get_by_label("Begins").fill("2026-12-01")
    page.get_by_label("Ends").fill("2027-01-20")
    kim.look("no group yet")
    page.get_by_role("button", name="Make the group").click()
    expect(page.get_by_role("heading", name="Autumn course")).to_be_visible()
    page.get_by_label("Handles or e-mail addresses").fill("\n".join(name.split()[0] for name in NAMES) + "\nnobody")
    page.get_by_role("button", name="Ask them in").click()
    expect(page.get_by_text("Nobody here has this handle.")).to_be_visible()
    page.get_by_role("button", name="Change the reading list").click()
    page.get_by_label("Papers").fill("2611.01234")
    page.get_by_role("button", name="Save the list").click()
    expect(page.get_by_text("arXiv 2611.01234").or_(page.get_by_text("Forgetting at an Even Pace"))).to_be_visible()
    kim.look("a new group")

    ada: Somebody = somebody()
    page = ada.open("/sign-in")
    page.get_by_label("Handle or e-mail address").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=re.compile("Kim Keeper asks you into the group")).click()
    expect(page.get_by_text("Never your notes, your reading, a word of a draft")).to_be_visible()
    ada.look("asked into a group")
    page.get_by_role("button", name="Join the group").click()
    expect(page.get_by_role("heading", name="What Kim Keeper sees")).to_be_visible()
    for about in (ABOUT[0], ABOUT[8]):
        page.get_by_role("checkbox", name=f"What {about} tell us").check()
    expect(page.get_by_text("Its newest saved version can be reviewed.")).to_have_count(2)
    ada.look("in a group")

    with ThreadPoolExecutor(1) as one_by_one:
        group = page.url.rsplit("/", 1)[1]
        for client in people[1:]:
            one_by_one.submit(client.put, f"/api/groups/{group}/membership").result().raise_for_status()
        for at, one in enumerate(drafts):
            one_by_one.submit(people[at % 8].put, f"/api/groups/{group}/drafts/{one}").result().raise_for_status()

    page = kim.page
    page.reload()
    expect(page.get_by_text("Saved, not asked about yet")).to_have_count(12)
    kim.look("a group of twelve drafts")
    page.get_by_role("link", name="Ask for reviews").click()
    expect(page.get_by_text("12 of 12")).to_be_visible()
    page.get_by_label("Reviewers for each draft").fill("2")
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_text("16 asks to 8 people, at most 2 each.")).to_be_visible()
    expect(page.get_by_text(re.compile("“What .+” is 1 person short")).first).to_be_visible()
    kim.look("a batch that is short of people")
    page.get_by_label("Reviewers for each draft").fill("1")
    expect(page.get_by_text("Work it out again to send it.")).to_be_visible()
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_text(re.compile("12 asks to .* people"))).to_be_visible()
    expect(page.get_by_text("short.")).to_have_count(0)
    kim.look("a batch worked out")
    page.get_by_role("button", name="Send 12 asks").click()
    expect(page.get_by_text("12 asks went out.")).to_be_visible()
    page.get_by_role("link", name="Back to the group").click()
    expect(page.get_by_text("1 ask open")).to_have_count(12)
    kim.look("a group with its asks out")
    expect(page.locator("main")).not_to_contain_text("Words on kettles")

    page = ada.open(f"/desk/drafts/{drafts[0]}/review")
    expect(page.get_by_text("Kim Keeper (Autumn course) asked for you")).to_be_visible()
    page = ada.open("/desk")
    expect(page.get_by_text("Kim Keeper (Autumn course)").first).to_be_visible()
    ada.look("the desk with a group")
    page.get_by_role("link", name=re.compile("Is this clear?")).first.click()
    expect(page.get_by_text("Words on").first).to_be_visible()
