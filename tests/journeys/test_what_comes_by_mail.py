"""A writer waits and sees what comes next, chooses what comes by mail, gets a digest, and ends it from the mail."""

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from app.database import Database
from app.jobs import Job
from app.people.models import Notice
from app.people.notices import COLLECT
from app.settings import Settings
from tests.journeys.acts import PASSWORD, answer, arrive, write_piece
from tests.journeys.conftest import Instance

pytestmark = pytest.mark.journey

ADA, LEE = "ada@people.example", "lee@elsewhere.example"


def a_day_passes(instance: Instance) -> None:
    """As if what waits to be mailed had been told a day ago."""
    database, day = Database(Settings(data=instance.data).database), timedelta(days=1)
    with database.transaction() as session:
        for notice in session.exec(select(Notice).where(col(Notice.unmailed_since).is_not(None))):
            notice.unmailed_since = notice.unmailed_since and notice.unmailed_since - day
        for job in session.exec(select(Job).where(Job.name == COLLECT)):
            job.due_at -= day
    database.close()


def test_a_digest_is_chosen_comes_and_is_ended(instance, somebody) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.open("/settings")
    page.get_by_label("Address", exact=True).fill(ADA)
    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Save address").click()

    page.get_by_role("link", name="what comes by mail").click()
    reviews = page.get_by_role("row", name="A review of your draft came")
    reviews.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    expect(reviews.get_by_role("radio", name="In the digest")).to_be_checked()
    page.get_by_label("Your time zone").select_option("Europe/Lisbon")
    page.get_by_label("The digest comes at").select_option("18")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    expect(page.get_by_label("Your time zone")).to_have_value("Europe/Lisbon")
    ada.look("mail settings")

    ada.open("/desk")
    write_piece(ada, "Forgetting, slowly")
    page.get_by_role("link", name="Ask for a review").click()
    page.get_by_role("button", name="Change ask 1").click()
    page.get_by_role("radio", name="Somebody else").check()
    page.get_by_role("textbox", name="E-mail address").fill(LEE)
    page.get_by_role("button", name="Ask", exact=True).click()
    asked = instance.post.wait_for(LEE)
    ada.open("/desk")
    waiting = page.get_by_role("region", name="Waiting for an answer")
    expect(waiting).to_contain_text(re.compile(r"Reminds them (tomorrow|on \w+)|An answer is due"))
    expect(waiting).to_contain_text("Asked less than an hour ago")
    ada.look("desk, waiting")

    lee = somebody()
    [link] = set(re.findall(r"http://\S+/r/[\w-]+", asked.get_body(("plain",)).get_content()))
    lee.open(link)
    expect(lee.page.get_by_role("article").get_by_text("slope that matters most")).to_be_visible()
    answer(lee.page, "Say whose slope it is.", "Clear to me.")
    lee.page.get_by_role("button", name="Send review").click()
    lee.page.get_by_role("dialog").get_by_role("textbox").fill("Lee Marchetti")
    lee.page.keyboard.press("Enter")
    expect(lee.page.get_by_role("heading", name="Thank you.")).to_be_visible()
    time.sleep(1.5)  # it would be on its way by now
    assert [mail["To"] for mail in instance.post.mails] == [LEE]
    a_day_passes(instance)
    mail = instance.post.wait_for(ADA)
    assert mail["Subject"] == "Lee Marchetti reviewed “Forgetting, slowly”"
    assert "Clear to me." in mail.get_body(("html",)).get_content()

    nobody = somebody()
    stop = str(mail["List-Unsubscribe"]).strip("<>")
    nobody.open(stop)
    expect(nobody.page.get_by_role("heading", name="No more of these mails?")).to_be_visible()
    nobody.look("ending mails")
    nobody.page.keyboard.press("Tab")
    nobody.page.get_by_role("button", name="No more mails").press("Enter")
    expect(nobody.page.get_by_role("status")).to_contain_text("sends no more mails about")
    nobody.look("mails ended")
    nobody.page.get_by_role("link", name="No mails at all").click()
    expect(nobody.page.get_by_role("heading", name="No more mails at all?")).to_be_visible()

    ada.open("/settings/mail")
    expect(
        page.get_by_role("row", name="A review of your draft came").get_by_role("radio", name="Never")
    ).to_be_checked()
    ada.open("/desk")
    page.get_by_text("How long yours took: 1").click()
    expect(page.get_by_text("First answer after less than an hour, nothing published since")).to_be_visible()
    ada.look("desk, answered")
    ada.open("/about")
    ada.look("about")
