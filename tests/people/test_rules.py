"""What people may call themselves, and what is said of their browsers."""

import pytest

from app.errors import BadInput
from app.people.rules import check_handle, clean_email, clean_name, shortened, spoken_browser, suggest_handle


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Writer ", "Ada Writer"),
        ("Ada\r\nBcc: all@x.example", "Ada Bcc: all@x.example"),
        ("Zoë 明 🜍", "Zoë 明 🜍"),
        ("Ada\u202egnp.exe", "Adagnp.exe"),
        ("A\0da\ud800", "Ada"),
    ],
)
def test_names_are_kept_as_they_are_but_for_what_cannot_be_seen(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "x" * 81])
def test_a_name_is_something(typed: str) -> None:
    with pytest.raises(BadInput):
        clean_name(typed)


@pytest.mark.parametrize("typed", ["ab", "1ab", "-ab", "ab-", "a--b", "a_b", "a b", "é" * 4, "x" * 33, "admin", "a/b"])
def test_a_handle_can_stand_in_an_address(typed: str) -> None:
    with pytest.raises(BadInput):
        check_handle(typed)


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Ada Writer", "ada-writer"),
        ("Ångström, Jr.", "angstrom-jr"),
        ("明", "person"),
        ("Me", "person"),
        ("99 Bo", "person"),
    ],
)
def test_a_handle_is_made_of_a_name(name: str, handle: str) -> None:
    assert suggest_handle(name) == handle
    assert check_handle(suggest_handle(name)) == handle


@pytest.mark.parametrize("name", ["x" * 80, "a-" * 40, "-9-a", "feed", "Ünï"])
def test_whatever_is_suggested_can_be_one(name: str) -> None:
    assert check_handle(suggest_handle(name))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ada@X.Example ", "ada@x.example"),
        ("a+b@x.example", "a+b@x.example"),
        ("a@Bücher.example", "a@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert clean_email(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "a", "a@", "@b.example", "a@b", "ü@x.example", "a@b.example\nc", "a b@x.example", "a@x.example\0"]
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(BadInput, match="is not an e-mail address"):
        clean_email(typed)


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.5", "curl/8.5"),
        ("", "a browser"),
    ],
)
def test_a_browser_is_called_what_people_call_it(agent: str, said: str) -> None:
    assert spoken_browser(agent) == said


def test_what_was_typed_is_quoted_on_one_short_line() -> None:
    assert shortened("a\n\tb\0" + "x" * 100) == "a b " + "x" * 55 + "…"
