"""Two people write one draft at once: words, names and cursors, one's own undo, no connection, a killed server."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import saved, write
from tests.journeys.together import (
    ask,
    begin_proposal,
    draft_of,
    editor,
    forgive,
    share,
    state,
    stored,
    text_in,
)

pytestmark = pytest.mark.journey


def test_two_people_see_each_others_words_names_and_cursors(instance, somebody) -> None:
    ada, lee = somebody(), somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    write(one, "The kettle sings. ")
    two = share(ada, lee, instance)
    expect(editor(two)).to_contain_text("The kettle sings.")
    expect(one.get_by_role("status").filter(has_text="Lee Marchetti joined")).to_be_attached()
    expect(one.get_by_role("button", name=re.compile(r"Lee Marchetti \(here now\)"))).to_be_visible()
    expect(two.get_by_role("button", name=re.compile(r"Ada Lindqvist \(here now\)"))).to_be_visible()

    write(two, "It is hot. ")
    expect(editor(one)).to_contain_text("It is hot.")
    flag = one.locator(".cm-other .cm-flag")
    expect(flag).to_be_visible()
    assert flag.get_attribute("title") == "Lee Marchetti"
    expect(two.locator(".cm-other")).to_have_count(1)
    two.keyboard.press("Shift+Home")
    expect(one.locator(".cm-others").first).to_be_visible()
    ada.look("writing together")
    two.keyboard.press("End")

    # Both type at once, each a sentence of their own, a letter at a time.
    editor(one).click()
    one.keyboard.press("Control+Home")
    for a, b in zip("Ada was here. ", "Lee was there. ", strict=False):
        one.keyboard.type(a)
        two.keyboard.type(b)
    expect(editor(two)).to_contain_text("Ada was here.")
    expect(editor(one)).to_contain_text("Lee was there")
    saved(one)
    saved(two)
    assert text_in(one) == text_in(two) == stored(one, instance.url)

    two.close()
    expect(one.get_by_role("status").filter(has_text="Lee Marchetti left")).to_be_attached()
    expect(one.locator(".cm-other")).to_have_count(0)


def test_undo_is_ones_own(instance, somebody) -> None:
    ada, lee = somebody(), somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    two = share(ada, lee, instance)
    write(one, "Mine. ")
    expect(editor(two)).to_contain_text("Mine.")
    write(two, "Theirs. ")
    expect(editor(one)).to_contain_text("Mine. Theirs.")
    one.keyboard.press("Control+z")
    expect(editor(one)).not_to_contain_text("Mine.")
    expect(editor(one)).to_contain_text("Theirs.")
    expect(editor(two)).not_to_contain_text("Mine.")
    one.keyboard.press("Control+y")
    expect(editor(two)).to_contain_text("Mine. Theirs.")
    one.keyboard.press("Control+z")
    one.keyboard.press("Control+z")
    expect(editor(two)).to_contain_text("Theirs.")


def test_one_is_on_a_train_and_all_is_merged_on_return(instance, somebody) -> None:
    ada, lee = somebody(), somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    write(one, "\n\nThe middle.\n\n")
    two = share(ada, lee, instance)
    lee.context.set_offline(True)
    two.evaluate("dispatchEvent(new Event('offline'))")
    expect(state(two, "Offline")).to_be_visible()
    write(two, "Written on a train. 🚂 é")
    expect(state(two, "Offline, 1 change kept here")).to_be_visible()
    editor(one).click()
    one.keyboard.press("Control+Home")
    one.keyboard.insert_text("Written at a desk. 🫖 ü\n")
    saved(one)
    expect(editor(one)).not_to_contain_text("train")
    lee.context.set_offline(False)
    saved(two)
    expect(editor(one)).to_contain_text("Written on a train. 🚂 é")
    expect(editor(two)).to_contain_text("Written at a desk. 🫖 ü")
    whole = stored(one, instance.url)
    assert text_in(one) == text_in(two) == whole
    assert whole.count("train") == whole.count("desk") == whole.count("middle") == 1
    forgive(lee)


def test_a_server_killed_while_both_type_loses_and_doubles_nothing(instance, somebody) -> None:
    ada, lee = somebody(), somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    two = share(ada, lee, instance)
    write(one, "A: ")
    expect(editor(two)).to_contain_text("A: ")
    write(two, "\n\nB: ")
    editor(one).click()
    one.keyboard.press("Control+Home")
    for i in range(30):
        one.keyboard.type(f"a{i} ")
        two.keyboard.type(f"b{i} ")
        if i == 10:
            instance.kill()
        if i == 20:
            instance.start()
    saved(one)
    saved(two)
    expect(editor(one)).to_contain_text("b29")
    expect(editor(two)).to_contain_text("a29")
    whole = stored(one, instance.url)
    assert text_in(one) == text_in(two) == whole
    assert "".join(f"a{i} " for i in range(30)) in whole
    assert "".join(f"b{i} " for i in range(30)) in whole
    forgive(ada, lee)


def test_rights_that_end_while_one_writes_leave_the_words_with_their_writer(instance, somebody) -> None:
    ada, lee = somebody(), somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    write(one, "Ours. ")
    two = share(ada, lee, instance)
    expect(editor(two)).to_contain_text("Ours.")
    draft, [author] = draft_of(one), [a for a in authors(one) if a["byline"] == "Lee Marchetti"]
    instance.kill()
    expect(state(two, "Offline")).to_be_visible()
    write(two, "Never sent.")
    expect(state(two, "Offline, 1 change kept here")).to_be_visible()
    two.route_web_socket(re.compile("/live"), lambda socket: socket.close(code=1013))
    instance.start()
    saved(one)
    ask(one, "DELETE", f"/api/drafts/{draft}/authors/{author['person']['id']}")
    two.unroute_all()
    two.reload()
    expect(two.get_by_role("heading", name="This draft could not be opened")).to_be_attached()
    note = two.get_by_role("alert").filter(has_text="1 change of yours was not sent")
    expect(note).to_be_visible()
    with two.expect_download() as downloading:
        note.get_by_role("button", name="Download").click()
    assert downloading.value.suggested_filename == "Nothing is lost (mine).md"
    assert Path(downloading.value.path()).read_text().endswith("Ours. Never sent.")
    note.get_by_role("button", name="See what").click()
    dialog = two.get_by_role("dialog", name="What was not sent")
    expect(dialog.get_by_text("Never sent.")).to_be_visible()
    lee.look("what was not sent")
    dialog.get_by_role("button", name="Done with it").click()
    expect(note).to_have_count(0)
    assert "Never sent" not in stored(one, instance.url)
    forgive(ada, lee)


def test_somebody_taken_off_is_sent_away_at_once(instance, somebody) -> None:
    ada, lee = somebody(), somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    two = share(ada, lee, instance)
    write(two, "All of it was saved.")
    saved(two)
    expect(editor(one)).to_contain_text("All of it was saved.")
    [author] = [a for a in authors(one) if a["byline"] == "Lee Marchetti"]
    ask(one, "DELETE", f"/api/drafts/{draft_of(one)}/authors/{author['person']['id']}")
    expect(state(two, "Closed to you")).to_be_visible()
    expect(two.get_by_role("alert").filter(has_text="closed to you")).to_be_visible()
    write(two, "Too late.")
    assert "Too late" not in text_in(two)
    assert "Too late" not in stored(one, instance.url)
    lee.look("a draft that is closed to one")
    assert two.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    forgive(lee)


def test_who_reads_along_sees_it_live_and_cannot_type(instance, somebody) -> None:
    ada, lee = somebody(), somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    two = share(ada, lee, instance, part="reader")
    write(one, "Read this.")
    expect(editor(two)).to_contain_text("Read this.")
    expect(two.get_by_text("You read along: others write")).to_be_visible()
    expect(editor(two)).to_have_attribute("aria-readonly", "true")
    write(two, "Not this.")
    two.keyboard.press("Control+b")
    two.keyboard.press("Enter")
    assert "Not this" not in text_in(two)
    lee.look("reading along")

    # A part that is changed is changed at once, both ways.
    [author] = [a for a in authors(one) if a["byline"] == "Lee Marchetti"]
    path = f"/api/drafts/{draft_of(one)}/authors/{author['person']['id']}"
    ask(one, "PATCH", path, {"part": "writer"})
    expect(two.get_by_role("toolbar", name="Formatting")).to_be_visible()
    write(two, " And this.")
    expect(editor(one)).to_contain_text("And this.")
    ask(one, "PATCH", path, {"part": "reader"})
    expect(two.get_by_text("You read along: others write")).to_be_visible()
    expect(editor(two)).to_contain_text("And this.")
    two.keyboard.press("Control+z")
    assert text_in(two) == "Read this. And this."
    assert stored(one, instance.url).endswith("Read this. And this.")
    forgive(lee)


def test_comments_of_others_appear_without_reloading(instance, somebody) -> None:
    ada, lee = somebody(), somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    write(one, "A claim to talk about.")
    saved(one)
    two = share(ada, lee, instance)
    ask(two, "POST", f"/api/drafts/{draft_of(two)}/threads", {"words": "Is that so?", "anchor": None})
    expect(one.get_by_role("navigation", name="Stages").get_by_text("1", exact=True)).to_be_visible()


def test_a_large_paste_and_strange_characters(instance, somebody) -> None:
    ada, lee = somebody(), somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    two = share(ada, lee, instance)
    paste = """(text) => {
        const data = new DataTransfer();
        data.setData('text/plain', text);
        const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        document.querySelector('.cm-content').dispatchEvent(event);
    }"""
    editor(one).click()
    one.keyboard.press("Control+Home")
    one.evaluate(paste, "First\r\nsecond\0\r👩‍🔬 é\ud83d\n")
    saved(one)
    expect(editor(two)).to_contain_text("👩‍🔬")
    assert stored(one, instance.url).startswith("First\nsecond\n👩‍🔬 é\ufffd\n")
    one.evaluate(paste, "A line of some length that is pasted, with 𝔼 and ü.\n" * 4000)
    saved(one)
    write(two, "Behind it all.")
    saved(two)
    whole = stored(one, instance.url)
    assert whole.count("A line of some length") == 4000
    assert whole.endswith("Behind it all.")
    one.keyboard.press("Control+z")
    saved(one)
    assert "A line of some length" not in stored(one, instance.url)


def test_composing_a_word_while_another_types_beside_it(instance, somebody) -> None:
    ada, lee = somebody(), somebody()
    one = begin_proposal(ada, instance.url, instance.first)
    two = share(ada, lee, instance)
    write(one, "Before.\n")
    expect(editor(two)).to_contain_text("Before.")
    input_method = lee.context.new_cdp_session(two)
    write(two, "x")
    for at, part in enumerate(("に", "にほ", "にほん"), start=1):
        input_method.send("Input.imeSetComposition", {"text": part, "selectionStart": at, "selectionEnd": at})
        one.keyboard.press("Control+Home")
        one.keyboard.type("a")
        two.wait_for_timeout(100)
    input_method.send("Input.insertText", {"text": "日本"})
    saved(two)
    expect(editor(one)).to_contain_text("x日本")
    assert text_in(one) == text_in(two) == stored(one, instance.url)
    assert text_in(two).startswith("aaa")
    assert "に" not in text_in(two)


def authors(page) -> list[dict]:
    """Those who have a part in the draft a page has open."""
    found = ask(page, "GET", f"/api/drafts/{draft_of(page)}/authors")
    assert isinstance(found, list)
    return found
