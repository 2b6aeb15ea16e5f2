"""Slugs, audiences and licences."""

import pytest
from fastapi import FastAPI

from app.errors import BadInput
from app.publishing.rules import RESERVED, Audience, Licence, check_slug, shown_to, slugify, wider


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Forgetting, then remembering", "forgetting-then-remembering"),
        ("Gödel’s proof — again", "godels-proof-again"),
        ("Why $\\frac{1}{2}$ matters", "why-frac-1-2-matters"),
        ("注意力", "piece"),
        ("مقال", "piece"),
        ("About", "about-explained"),
        ("   ", "piece"),
        ("x" * 400, "x" * 72),
        ("word " * 60, ("word-" * 14).rstrip("-")),
    ],
)
def test_a_title_makes_an_address(title: str, slug: str) -> None:
    assert slugify(title) == slug
    assert check_slug(slug) == slug


@pytest.mark.parametrize(
    "slug", ["", "-a", "a-", "a--b", "a b", "a/b", "ä", "a.b", "x" * 81, "desk", "API", "papers", "r"]
)
def test_what_cannot_be_an_address_is_refused(slug: str) -> None:
    with pytest.raises(BadInput):
        check_slug(slug)


def test_every_address_of_the_application_is_reserved(app: FastAPI) -> None:
    first = {path.strip("/").split("/")[0] for route in app.routes if (path := getattr(route, "path", ""))}
    words = {segment for segment in first if segment and "{" not in segment and "." not in segment}
    assert words
    assert words <= RESERVED


def test_audiences_are_nested() -> None:
    assert wider(Audience.LINK, Audience.HERE)
    assert wider(Audience.EVERYONE, Audience.LINK)
    assert not wider(Audience.HERE, Audience.HERE)


def test_widening_a_page_does_not_widen_an_older_release() -> None:
    assert shown_to(Audience.EVERYONE, [Audience.HERE]) is Audience.HERE
    assert shown_to(Audience.EVERYONE, [Audience.HERE, Audience.EVERYONE]) is Audience.EVERYONE
    assert shown_to(Audience.EVERYONE, [Audience.EVERYONE, Audience.HERE]) is Audience.HERE
    assert shown_to(Audience.HERE, [Audience.EVERYONE]) is Audience.HERE


def test_every_licence_has_a_name() -> None:
    assert {licence: bool(licence.url) for licence in Licence} == {
        Licence.CC_BY: True,
        Licence.CC_BY_SA: True,
        Licence.CC0: True,
        Licence.ALL_RIGHTS: False,
    }
    assert all(licence.label for licence in Licence)
