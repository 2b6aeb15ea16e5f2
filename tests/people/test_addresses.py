"""Pasted addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput
from app.people.addresses import Addressed, read


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        ("ada@x.example", [("ada@x.example", "")]),
        ("Ada Writer <Ada@X.example>", [("ada@x.example", "Ada Writer")]),
        ("a@x.example, b@x.example;c@x.example\nd@x.example\r\n\n", [(f"{one}@x.example", "") for one in "abcd"]),
        ('"Author, Mei" <mei@x.example>, rui@x.example', [("mei@x.example", "Author, Mei"), ("rui@x.example", "")]),
        ("a@x.example\nA@x.example", [("a@x.example", "")]),
        ("Zoë <z@bücher.example>", [("z@xn--bcher-kva.example", "Zoë")]),
        (" ; ,\n<a@x.example>", [("a@x.example", "")]),
        ('"open <a@x.example>', [("a@x.example", "open")]),
    ],
)
def test_they_are_read_as_people_paste_them(pasted: str, found: list[tuple[str, str]]) -> None:
    assert read(pasted) == [Addressed(*one) for one in found]


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ("", "1 to 200 addresses"),
        (" \n,;", "1 to 200 addresses"),
        ("ada", "“ada” is not an e-mail address"),
        ("a@x.example, ada, @", "“ada”, “@” are not e-mail addresses"),
        ("Ada <a@x.example> Bo <b@x.example>", "is not an e-mail address"),
        ("Ada <a@x.example\0>", "is not an e-mail address"),
        ("x" * 1000, "…” is not"),
        (",".join(f"a{number}@x.example" for number in range(201)), "1 to 200 addresses"),
    ],
)
def test_what_cannot_be_one_is_named(pasted: str, says: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read(pasted)
    assert says in refusal.value.sentence


@given(st.text(alphabet=st.sampled_from('ab@<>",;\n\r\0 .é'), max_size=60))
def test_anything_is_either_read_or_refused(pasted: str) -> None:
    try:
        found = read(pasted)
    except BadInput:
        return
    assert all("@" in one.email and not set(one.email + one.name) & set("\r\n\0<>") for one in found)
