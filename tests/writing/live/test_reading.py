"""What an update would change is read before it is tried; what no editor of ours makes is refused, whatever it is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from app.writing.live import wire
from app.writing.live.document import NOTHING, Damaged, Document, begun, client_of
from app.writing.live.reading import read
from app.writing.live.wire import Malformed

WIDE = "a😀b"


def editor(body: str = "", client: int = 7) -> tuple[Doc, Text, list[bytes]]:
    doc: Doc = Doc(client_id=client)
    text = doc.get("text", type=Text)
    made: list[bytes] = []
    doc.observe(lambda event: made.append(event.update))
    if body:
        text += body
    return doc, text, made


def test_an_update_says_who_wrote_what_and_what_it_needs() -> None:
    _, text, made = editor("é😀")
    text.insert(0, "ab")
    del text[0:1]
    first, second, third = map(read, made)
    assert (first.written, first.pairs, first.needed) == ({7: (0, 3)}, [(7, 1)], {})
    assert (second.written, second.needed) == ({7: (3, 5)}, {7: 1})
    assert (third.written, third.deleted, third.needed) == ({}, 1, {7: 4})


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    document = Document(begun("A kettle 😀.", client_of(None)))
    try:
        change = read(data)
    except Malformed:
        return
    if document.fits(change):
        document.take(change)


@given(st.integers(0, 2**32), st.integers(0, 300))
def test_no_damaged_update_does_more_than_be_refused(seed: int, at: int) -> None:
    doc, text, _ = editor("Kettles 😀 sing. " * 5)
    text.insert(3, "é")
    del text[0:2]
    whole = bytearray(doc.get_update())
    whole[at % len(whole)] = random.Random(seed).randrange(256)
    document = Document(NOTHING)
    try:
        change = read(bytes(whole))
        if document.fits(change):
            document.take(change)
            assert "\0" not in document.body()
            assert "\r" not in document.body()
    except (Malformed, Damaged):
        pass


def made_by(kind: str) -> bytes:
    doc: Doc = Doc(client_id=7)
    if kind == "map":
        doc["text2"] = Map({"a": 1})
    elif kind == "array":
        doc["list"] = Array([Text("x")])
    elif kind == "other root":
        doc["other"] = Text("words")
    elif kind == "format":
        doc["text"] = text = Text("words")
        text.format(0, 3, {"bold": True})
    elif kind == "embed":
        doc["text"] = text = Text("words")
        text.insert_embed(1, {"image": "x"})
    else:
        doc["text"] = Text(kind)
    return doc.get_update()


@pytest.mark.parametrize("kind", ["map", "array", "other root", "format", "embed", "a\rb", "a\r\nb", "a\0b"])
def test_nothing_but_plain_text_is_taken(kind: str) -> None:
    with pytest.raises(Malformed):
        read(made_by(kind))


@pytest.mark.parametrize(
    "bomb",
    [
        wire.number(2**40),
        b"\x01" + wire.number(2**40) + b"\x07\x00",
        b"\xff" * 30,
        b"\x01\x01\x07\x00\x00" + wire.number(2**40) + b"\x00",
        b"\x00\x01\x07\x01\x00" + wire.number(2**45),
        b"\x02\x01\x07\x00\x04\x01\x04text\x01a\x01\x07\x00\x04\x01\x04text\x01a\x00",
    ],
    ids=["clients", "structs", "number", "clock", "deletion", "twice"],
)
def test_bombs_are_refused_at_once(bomb: bytes) -> None:
    with pytest.raises(Malformed):
        read(bomb)


def test_what_builds_on_something_unknown_does_not_fit() -> None:
    _, text, made = editor("one")
    text.insert(3, "two")
    document = Document(NOTHING)
    assert not document.fits(read(made[1]))
    document.take(read(made[0]))
    assert document.fits(read(made[1]))


@pytest.mark.parametrize(
    "update",
    [
        b"\x01\x01\x05\x00\xc4\x07\x01\x07\x02\x01Z\x00",
        b"\x00\x01\x07\x01\x02\x01",
        b"\x00\x01\x07\x01\x01\x01",
        b"\x01\x01\x05\x00\x84\x07\x01\x01Z\x00",
    ],
    ids=["between its halves", "its second half goes", "its first half goes", "after its first half"],
)
def test_no_character_is_cut_in_two(update: bytes) -> None:
    """Yjs puts U+FFFD for each half, yrs does not: from then on every editor would show another text."""
    doc, *_ = editor(WIDE)
    document = Document(doc.get_update())
    assert not document.fits(read(update))
    assert document.body() == WIDE


@given(st.text(alphabet="ab é😀\n", max_size=40), st.text(alphabet="ab é😀\n", max_size=40))
def test_a_rewriting_is_an_update_that_leads_there(old: str, new: str) -> None:
    state = begun(old, client_of("ada"))
    document = Document(state, client=client_of("rui"))
    data = document.rewrite(new)
    assert document.body() == new
    other = Document(state)
    if data != NOTHING:
        assert other.fits(read(data))
    assert other.take(read(data)) == data
    assert other.body() == new
