"""The words of notes as HTML: many at once, each once, and none keeps the others from being read."""

from app.markup import Renderer
from app.reading.drawing import drawn

SLOW = "*a **a " * 50_000


def test_words_become_html() -> None:
    long = [f"{n} " + "word " * 9_000 for n in range(3)]
    with Renderer(1) as renderer:
        found = drawn(renderer, ["*fog*", "plain", *long])
    assert found["*fog*"] == "<p><em>fog</em></p>\n"
    assert [found[words].startswith(f"<p>{n} word") for n, words in enumerate(long)] == [True] * 3


def test_words_are_drawn_once() -> None:
    with Renderer(1) as first:
        before = drawn(first, ["drawn *once*"])
    assert drawn(first, ["drawn *once*"]) == before, "the renderer is closed: it was not asked again"


def test_words_that_cannot_be_drawn_stand_as_written_and_the_others_are_drawn() -> None:
    with Renderer(1, deadline=0.3) as renderer:
        found = drawn(renderer, ["before *it*", SLOW, "<after>"])
    assert found["before *it*"] == "<p>before <em>it</em></p>\n"
    assert found[SLOW].startswith("<p>*a **a")
    assert "<after>" not in found["<after>"]
