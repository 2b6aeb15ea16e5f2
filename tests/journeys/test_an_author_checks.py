"""Ada asks who wrote the paper; Mara answers from the mail, on a phone, without an account and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import arrive, write_piece
from tests.journeys.conftest import NARROW, Somebody

pytestmark = pytest.mark.journey

MARA, TITLE = "ilves@slow-computing.example", "Forgetting, slowly"
SLUG = "/forgetting-slowly"


def publish(page: Page) -> None:
    """Publish the draft to everyone."""
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_label("Everyone").check()
    page.get_by_role("button", name="Publish for everyone").click()
    expect(page.get_by_role("heading", name="It is published")).to_be_visible()


def ask(ada: Somebody) -> None:
    """Ada asks Mara, whose address she knows."""
    page = ada.page
    page.get_by_role("link", name="Review", exact=True).click()
    asking = page.get_by_role("region", name="Ask who wrote the paper")
    expect(asking).to_contain_text("Ask Mara Ilves whether 1 claim is what the paper says: about 2 minutes.")
    asking.get_by_role("button", name="Ask the author").click()
    expect(asking.get_by_role("alert")).to_contain_text("Give the author’s e-mail address")
    asking.get_by_label("Their e-mail address").fill(MARA)
    ada.look("asking an author")
    asking.get_by_role("button", name="Ask the author").press("Enter")
    expect(asking.get_by_text("No answer yet.")).to_be_visible()


def test_an_author_checks_from_a_mail_on_a_phone(instance, somebody) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = write_piece(ada, TITLE)
    ask(ada)

    mail = instance.post.wait_for(MARA)
    text = mail.get_body(("plain",)).get_content()
    assert "Nothing happens if you ignore this" in " ".join(text.split())
    [link] = set(re.findall(r"http://\S+/author/[\w-]{22}(?![\w/-])", text))
    mara = somebody(java_script_enabled=False, has_touch=True)
    mara.page.set_viewport_size(NARROW)
    phone = mara.open(link)
    expect(phone).to_have_url(re.compile(r"/author-checks/[a-z0-9]+/[a-z0-9]+$"))
    expect(phone.get_by_role("heading", name="Is this what your paper says?")).to_be_visible()
    phone.get_by_text("What your paper says,").click()
    expect(phone.get_by_text("an even pace halves the number of steps").last).to_be_visible()
    phone.get_by_text("Wrong", exact=True).click()
    phone.get_by_label("In a few words").fill("Only for small models.")
    phone.get_by_role("button", name="See the sentence").click()
    expect(phone.get_by_role("heading", name="This is all the page will say")).to_be_visible()
    sentence = phone.locator("blockquote")
    expect(sentence).to_contain_text(re.compile("hecked by .*Mara Ilves.*: 1 claim called wrong"))
    phone.get_by_role("button", name="Send", exact=True).click()
    if phone.get_by_text("Look at it once more").is_visible():  # her address was found in the source meanwhile
        phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone.get_by_text("Thank you.")).to_be_visible()
    for _ in range(40):  # arXiv is asked for the source meanwhile, one request in three seconds
        phone.reload()
        if phone.get_by_text("Author-checked by").first.is_visible():
            break
        phone.wait_for_timeout(1000)
    expect(sentence).to_contain_text("Author-checked by Mara Ilves (address in the source of arXiv 2611.01234v1)")

    seen = somebody()
    seen.open(link)
    seen.look("what an author answered")
    page.reload()
    came = page.get_by_role("region", name="Ask who wrote the paper")
    expect(came.get_by_text("Calls it wrong: Only for small models.")).to_be_visible()
    ada.look("what an author said")
    publish(page)
    reader = somebody()
    article = reader.open(SLUG)
    expect(article.get_by_text("Author-checked by Mara Ilves").first).to_be_visible()
    expect(article.locator("strong.objection")).to_have_text("author disagrees")
    reader.look("an article its author disagrees with")

    phone.get_by_role("button", name="Withdraw it").click()
    expect(phone.get_by_text("Withdrawn.")).to_be_visible()
    article.reload()
    expect(article.get_by_text("Not yet reviewed").first).to_be_visible()
    expect(article.locator("strong.objection")).to_have_count(0)
    phone.get_by_role("link", name="Never ask me again").click()
    phone.get_by_role("button", name="Never ask me again").click()
    expect(phone.get_by_role("heading", name="You will not be asked again")).to_be_visible()
    seen.open(link)
    seen.look("an author's form")


def test_several_questions_stand_in_one_list(instance, somebody) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = write_piece(ada, TITLE)
    ask(ada)
    [link] = set(re.findall(r"http://\S+/author/[\w-]{22}(?![\w/-])", instance.post.wait_for(MARA).as_string()))
    page.get_by_label("Their e-mail address")
    asking = page.get_by_role("region", name="Ask who wrote the paper")
    asking.get_by_role("button", name="Change").click()
    asking.get_by_label("Their e-mail address").fill(MARA)
    asking.get_by_role("button", name="Ask the author").click()
    expect(asking.get_by_text("at most one such mail in 30 days")).to_be_visible()
    mara = somebody()
    mara.open(link)
    expect(mara.page.get_by_role("heading", name="Questions about your papers")).to_be_visible()
    mara.look("several questions to an author")
    mara.page.get_by_role("link", name=TITLE).first.click()
    expect(mara.page.get_by_text("Another question waits for you")).to_be_visible()
    mara.page.get_by_text("Agree", exact=True).click()
    mara.page.get_by_role("button", name="See the sentence").click()
    mara.look("an author's sentence")
