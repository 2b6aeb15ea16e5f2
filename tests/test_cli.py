"""The `stillroom` command as a person types it: a process of its own, a data folder of its own."""

import subprocess
import sys
import time
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from app.replica.server import Running, serve
from tests.postgres import Server
from tests.serving import done, run

ROOT = Path(__file__).resolve().parents[1]


def stillroom(*words: str, data: Path, given: bytes = b"", **settings: str) -> CompletedProcess[bytes]:
    chosen = {"STILLROOM_DATA": str(data)} | {f"STILLROOM_{name}": value for name, value in settings.items()}
    return done(*words, given=chosen, folder=data, typed=given)


@pytest.mark.parametrize("command", [["-m", "app.cli"], [str(Path(sys.executable).with_name("stillroom"))]])
def test_it_is_a_command_and_a_module(command: list[str], tmp_path: Path) -> None:
    whole = [sys.executable, *command, "arxiv-id", "1706.03762"]
    printed = subprocess.run(whole, cwd=ROOT, capture_output=True, text=True, timeout=90)
    assert (printed.returncode, printed.stdout.strip()) == (0, "1706.03762")


@pytest.fixture(scope="module")
def replica() -> Running:  # type: ignore[misc]
    running = serve()
    yield running
    running.stop()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1706.03762", "1706.03762"),
        ("https://arxiv.org/pdf/1706.03762v2.pdf", "1706.03762v2"),
        ("math.GT/0309136", "math/0309136"),
        ("A. Vaswani et al., Attention, arXiv:1706.03762 [cs.CL]", "1706.03762"),
    ],
)
def test_arxiv_id_prints_the_canonical_id(text: str, printed: str, tmp_path: Path) -> None:
    ended = stillroom("arxiv-id", text, data=tmp_path)
    assert (ended.returncode, ended.stdout.decode().strip()) == (0, printed)


def test_arxiv_id_says_why_there_is_none(tmp_path: Path) -> None:
    ended = stillroom("arxiv-id", "1713.03762", data=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == b""
    assert "month" in ended.stderr.decode()


def test_render_prints_what_a_page_would_show(tmp_path: Path) -> None:
    ended = stillroom("render", "-", data=tmp_path, given=b"Half is $\\frac{1}{2}$, *naturally*.")
    assert ended.returncode == 0
    assert "<em>naturally</em>" in ended.stdout.decode()
    assert "<mfrac>" in ended.stdout.decode()


def test_render_reads_a_file_and_refuses_what_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("# Title")
    (tmp_path / "bad.md").write_bytes(b"caf\xe9")
    assert "Title" in stillroom("render", str(tmp_path / "good.md"), data=tmp_path).stdout.decode()
    bad = stillroom("render", str(tmp_path / "bad.md"), data=tmp_path)
    assert bad.returncode == 1
    assert "not UTF-8 (byte 3" in bad.stderr.decode()
    missing = stillroom("render", str(tmp_path / "none.md"), data=tmp_path)
    assert missing.returncode == 1
    assert "cannot be read" in missing.stderr.decode()


def test_import_reports_each_paper(replica: Running, tmp_path: Path) -> None:
    ended = stillroom("import", "2611.01234", "2611.99999", "words", data=tmp_path, ARXIV_URL=replica.url)
    assert ended.returncode == 1
    assert ended.stdout.decode().strip() == "2611.01234  Forgetting at an Even Pace"
    complaints = " ".join(ended.stderr.decode().split())
    assert "arXiv knows no paper 2611.99999" in complaints
    assert "words:" in complaints
    again = stillroom("import", "-", data=tmp_path, given=b"2611.01234\n", ARXIV_URL="http://127.0.0.1:9")
    assert again.returncode == 0, "what is here needs no arXiv"


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    ended = stillroom("migrate", data=tmp_path, URL="ftp://nowhere")
    assert ended.returncode == 2
    assert ended.stderr.decode().startswith("STILLROOM_URL:")


def test_a_sign_in_link_for_nobody_says_so(tmp_path: Path) -> None:
    ended = stillroom("sign-in-link", "nobody", data=tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.decode().strip()
    assert "Traceback" not in ended.stderr.decode()


def test_a_worker_of_its_own_needs_postgresql(tmp_path: Path) -> None:
    ended = stillroom("worker", data=tmp_path)
    assert ended.returncode == 1
    assert "postgresql" in ended.stderr.decode()


def test_a_worker_ends_what_it_does_when_it_is_told_to_stop(postgres: Server, tmp_path: Path) -> None:
    """As `docker stop` and systemd tell it: with SIGTERM, after which the work at hand is finished."""
    address = postgres.create_database("worker").replace("postgresql+psycopg", "postgresql")
    environment = {"STILLROOM_DATA": str(tmp_path), "STILLROOM_DATABASE_URL": address}
    process = run("worker", given=environment, told=tmp_path / "worker.log")
    for _ in range(600):
        if "Working" in process.said():
            break
        time.sleep(0.1)
    process.stop()
    assert "Working" in process.said()
    assert process.status() == 0
