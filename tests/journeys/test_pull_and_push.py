"""A draft goes out by `stillroom pull`, and comes back by `stillroom push` beside what was written meanwhile."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import arrive, begin_draft, import_paper, saved, write
from tests.journeys.conftest import ROOT

pytestmark = pytest.mark.journey


def test_a_draft_goes_out_and_comes_back(somebody: Any, instance: Any, tmp_path: Path) -> None:
    ada = somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    page = ada.page
    page.goto(f"{instance.url}/settings")
    page.get_by_label("What is it for?").fill("my laptop")
    page.get_by_role("button", name="Make a token").click()
    token = page.locator("#words").input_value()

    def stillroom(*arguments: str) -> str:
        environment = os.environ | {"STILLROOM_TOKEN": token, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "app.cli", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=90)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    page.goto(f"{instance.url}/desk")
    import_paper(page)
    begin_draft(page, "On kettles")
    write(page, "\n\nA kettle sings.\n\nThe end.\n")
    saved(page)
    stillroom("pull", page.url.split("?")[0], "kettles.md")
    file = tmp_path / "kettles.md"
    pulled = file.read_text()
    for said in (
        "title: On kettles",
        "kind: summary",
        "reader: someone who has",
        "arxiv:2611.01234",
        "A kettle sings.",
    ):
        assert said in pulled

    write(page, "\nWritten in the browser.\n")
    saved(page)
    file.write_text(pulled.replace("sings", "hums").replace("title: On kettles", "title: On copper kettles"))
    stillroom("push", "kettles.md")
    both = file.read_text()
    assert "A kettle hums." in both
    assert "Written in the browser." in both
    page.reload()
    expect(page.get_by_role("textbox", name="The draft, in Markdown")).to_contain_text("A kettle hums.")
    expect(page.get_by_text("On copper kettles").first).to_be_visible()
    assert re.search(r"^base: \S+", both, re.MULTILINE)
    assert ada.failures == []
