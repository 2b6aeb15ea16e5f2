"""The documentation is held to the thing: commands that exist, links that lead somewhere, pictures that are there."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import typer.main

from app.cli import cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [str(path.relative_to(ROOT)) for path in PAGES]


def written(path: Path) -> str:
    """The text of a page without the examples that are not commands."""
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_every_make_word_is_a_target(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", written(path), re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_every_stillroom_command_exists(path: Path) -> None:
    commands = set(typer.main.get_command(cli).commands)  # type: ignore[attr-defined]
    named = set(re.findall(r"(?:`|/bin/|^)stillroom ([a-z-]+)", written(path), re.MULTILINE))
    assert named <= commands


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_every_local_link_leads_somewhere(path: Path) -> None:
    text = re.sub(r"^(`{3,}).*?^\1", "", written(path), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)\)", text) if "://" not in target and ":" not in target]
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_readme_shows_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text()
    for command in ("make run", "make test"):
        assert f"```sh\n{command}\n```" in readme


def test_a_wheel_carries_all_it_needs_to_run(tmp_path: Path) -> None:
    """No Node and no checkout: the built frontend, the migrations, the second engine for formulas, the demo's texts."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [wheel] = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "app/static/manifest.json",
        "app/migrations/env.py",
        "app/markup/vendor/temml.min.js",
        "app/templates/layout.html",
        "app/demo/pieces/forgetting.md",
        "app/writing/prompts/summary.md",
    ):
        assert needed in names, needed
    assert any(name.startswith("app/migrations/versions/0001") for name in names)
    assert any(name.endswith(".toml") and name.startswith("app/replica/papers/") for name in names)
