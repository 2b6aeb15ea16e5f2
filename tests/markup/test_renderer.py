"""The child processes: what is drawn in them is the same, and what kills one harms nobody."""

import threading
import time
from collections.abc import Iterator

import pytest

from app.markup import Citation, Claim, Facts, Image, Renderer, RenderFailed, TooMuch, caps, needs, render
from app.markup.rendering import Rendering
from app.markup.warm import Warm

FACTS = Facts(
    claims={"k": Claim("q", "b", "a", "s", "l", "https://arxiv.org/abs/1v1")},
    citations={"arxiv:1": Citation("arxiv:1", "A 2026", "T", ["A"], "2026", "https://arxiv.org/abs/1")},
    images={"image:1": Image("/i.png", 1, 2)},
    macros={"R": r"\mathbb{R}"},
    base_url="https://stillroom.example/x",
)
SLOW = "*a **a " * 50_000


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer(1) as started:
        yield started


@pytest.mark.parametrize("form", ["page", "preview", "feed", "plain"])
def test_a_child_gives_what_render_gives(renderer: Renderer, form: str) -> None:
    source = "# A\n\n[a](note:k) [@arxiv:1] $\\R$ $\\no$ ![x](image:1) \ud800\x00"
    assert renderer.render(source, FACTS, form=form) == render(source, FACTS, form=form)  # type: ignore[arg-type]


def test_many_short_texts_become_what_each_becomes_alone(renderer: Renderer) -> None:
    sources = ["*a* $x$", "", "# b", "\ud800\x00"]
    assert renderer.render_many(sources, form="feed") == [render(source, form="feed") for source in sources]
    assert renderer.render_many([]) == []
    with pytest.raises(TooMuch):
        renderer.render_many(["a" * caps.SOURCE, "b"])


def test_a_text_that_takes_too_long_fails_in_time_and_the_next_one_works() -> None:
    with Renderer(1, deadline=0.3) as renderer:
        renderer.render("warm")
        began = time.monotonic()
        with pytest.raises(RenderFailed) as failed:
            renderer.render(SLOW)
        assert time.monotonic() - began < 10
        assert "text itself is safe" in failed.value.sentence
        assert renderer.render("*b*").html == "<p><em>b</em></p>\n"


def test_what_a_text_needs_is_read_in_a_child_too(renderer: Renderer) -> None:
    source = "[A $x$ claim](note:k) and [@arxiv:1; @doi:10.1/x] ![p](image:1) ^[[again](note:k)]"
    assert renderer.needs(source) == needs(source)
    assert [use.words for use in needs(source).uses] == ["A $x$ claim"]
    assert renderer.needs(source) is renderer.needs(source)


def test_a_text_that_takes_minutes_to_read_fails_in_time() -> None:
    with Renderer(1, deadline=0.5) as renderer:
        renderer.needs("warm")
        began = time.monotonic()
        with pytest.raises(RenderFailed):
            renderer.needs("[^a" * 130_000)
        assert time.monotonic() - began < 10
        assert renderer.needs("[x](note:k)").notes == ["k"]


def test_a_process_killed_from_outside_is_started_again(renderer: Renderer) -> None:
    renderer.render("a")
    process = renderer._children[0].running
    assert process is not None
    process.kill()
    process.wait()
    with pytest.raises(RenderFailed):
        renderer.render("b")
    assert renderer.render("c").html == "<p>c</p>\n"


@pytest.mark.parametrize(
    ("tex", "macros"),
    [
        ("\\deep" * 190 + " x", {"deep": "\\sqrt" * 98}),
        ("\\a{" * 8 + "x" * 3_000 + "}" * 8, {"a": "#1" * 8}),
    ],
    ids=["overflows the stack", "never ends"],
)
def test_a_formula_that_ends_its_process_is_left_out_and_the_rest_is_drawn(
    renderer: Renderer, tex: str, macros: dict[str, str]
) -> None:
    processes = set()
    for _ in range(4):
        rendered = renderer.render(f"before ${tex}$ after $y$", Facts(macros=macros))
        assert [problem.kind for problem in rendered.problems] == ["formula"]
        assert "<mi>y</mi>" in rendered.html
        processes.add(renderer._children[0].running)
    # On some machines it ends by itself just before its time is up, and is killed another time.
    assert len(processes) <= 2, "it is remembered: no process dies of it twice"
    other = renderer.render(f"${tex}$", Facts(macros=dict.fromkeys(macros, "z")))
    assert other.problems == [], "under other macros it is another formula"


def test_oversize_is_said_as_such(renderer: Renderer) -> None:
    with pytest.raises(TooMuch):
        renderer.render("x" * (caps.SOURCE + 1))
    with pytest.raises(TooMuch):
        renderer.render("[x]: /" + "a" * 9_000 + "\n\n" + "[x] " * 3_000)


def test_many_threads_share_two_processes() -> None:
    answers: dict[int, str] = {}
    with Renderer(2) as renderer:

        def one(number: int) -> None:
            answers[number] = renderer.render(f"n {number} $x_{{{number}}}$").html

        threads = [threading.Thread(target=one, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert all(f"n {number} " in answers[number] for number in range(12))


def test_a_text_with_a_key_stays_with_one_process_and_is_drawn_the_same() -> None:
    with Renderer(2) as renderer:
        for number in range(4):
            for key in ("a", "b", ""):
                source = f"# {key} {number}\n\n$x_{number}$ [^n]\n\n[^n]: {key}\n\nlast"
                assert renderer.needs(source, key=key) == needs(source)
                assert renderer.render(source, form="preview", key=key) == render(source, form="preview")
        homes = renderer._pool._homes
        assert set(homes) == {"a", "b"}
        process = homes["a"]
        renderer.render("x", key="a")
        assert homes["a"] is process


def test_of_blocks_one_has_only_the_hash_and_the_line_come(renderer: Renderer) -> None:
    whole = render("a\n\nb", form="preview").blocks
    hashes = [block.split('"')[1] for block in whole]
    again = renderer.render("new\n\na\n\nb", form="preview", key="k", have=hashes).blocks
    assert again[1:] == [f'<kept data-h="{hashes[0]}" data-line="3">', f'<kept data-h="{hashes[1]}" data-line="5">']
    assert ">new</p>" in again[0]


def test_texts_are_kept_within_a_limit() -> None:
    one = Rendering()
    one.render("a\n\nb $x$", form="preview")
    warm = Warm(lambda tex: None, limit=3 * one.weight())
    long = warm.take("long")
    long.render("a $x$ b\n\n" * 400, form="preview")
    warm.keep("long", long)
    assert warm.take("long") is not long, "more than may be kept"
    kept = [warm.take(str(number)) for number in range(5)]
    for number, rendering in enumerate(kept):
        rendering.render("a\n\nb $x$", form="preview")
        warm.keep(str(number), rendering)
    assert [warm.take(str(number)) is kept[number] for number in range(5)] == [False, False, True, True, True]
    warm.keep("4", kept[4])
    assert warm.clear()
    assert warm.take("4") is not kept[4]


def test_closing_ends_the_processes() -> None:
    renderer = Renderer(1)
    renderer.render("a")
    process = renderer._children[0].running
    assert process is not None
    renderer.close()
    assert process.poll() is not None
    with pytest.raises(RenderFailed):
        renderer.render("b")
