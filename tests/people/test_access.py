"""Who acts: links in cookies, the newest ones, under the right name."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.database import Database
from app.people import links, recovery
from app.people.access import LINK_COOKIES_MAXIMUM
from app.people.rules import Purpose
from app.settings import Settings
from tests.conftest import Cast, browser


def test_of_many_links_the_newest_count(cast: Cast, client: TestClient, database: Database) -> None:
    with database.transaction() as session:
        for number in range(LINK_COOKIES_MAXIMUM + 5):
            link, token = links.make(session, Purpose.SIGN_IN, str(number), lifetime=timedelta(days=1))
            client.cookies.set(f"stillroom-link-{link.id}", token)
        token = recovery.sign_in_link(session, "ada")
    client.get(f"/sign-in/{token}")
    assert "Welcome back, Ada Writer" in client.get("/sign-in/confirm").text


@pytest.mark.parametrize("prefix", ["stillroom-link-", "x__Host-stillroom-link-", "__Secure-stillroom-link-"])
def test_under_https_only_cookies_bound_to_the_host_count(
    prefix: str, app: FastAPI, cast: Cast, settings: Settings, database: Database
) -> None:
    app.state.parts[Settings] = settings.model_copy(update={"url": "https://stillroom.example"})
    client = browser(app)
    client.base_url = "https://stillroom.example"
    with database.transaction() as session:
        token = recovery.sign_in_link(session, "ada")
    client.cookies.set(f"{prefix}abc", token)
    assert client.get("/sign-in/confirm").status_code == 410
    swapped = client.get(f"/sign-in/{token}")
    assert swapped.headers["set-cookie"].startswith("__Host-stillroom-link-")
    assert client.get("/sign-in/confirm").status_code == 200
