"""markdown-it with KaTeX in Node, beside `bench_preview.py`: installed on demand, kept warm, asked by lines of JSON."""

import html
import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".setup" / "preview-peer"
PACKAGES = ("markdown-it@14", "katex@0.16", "@vscode/markdown-it-katex@1")
_ANNOTATION = re.compile(r"<annotation[^>]*>.*?</annotation>", re.DOTALL)
_LEAF = re.compile(r"<(?:mi|mn|mo|mtext)\b[^>]*>([^<]*)</")
_SAME = str.maketrans({"‖": "∥", "−": "-", "⋅": "·", "ϵ": "ε", "∼": "~", "∣": "|", "^": "ˆ"})


class Peer:
    """The process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, request: dict[str, Any]) -> Any:
        """The answer to one request."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def peer() -> Iterator[Peer | None]:
    """The peer, installed first where it is not; None without Node or where it cannot be installed."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        yield None
        return
    if not (FOLDER / "node_modules" / "katex").is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "package.json").write_text("{}")
        install = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent", *PACKAGES]
        if subprocess.run(install, cwd=FOLDER, timeout=300).returncode:
            yield None
            return
    process = subprocess.Popen(
        [node, str(ROOT / "benchmarks" / "preview_peer.mjs")],
        cwd=FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield Peer(process)
    process.terminate()
    process.wait(timeout=20)


def leaves(mathml: str) -> str:
    """The letters, numbers and signs of a formula in order: equal where two engines understood the same."""
    found = "".join(_LEAF.findall(_ANNOTATION.sub("", mathml)))
    plain = unicodedata.normalize("NFKC", html.unescape(found).translate(_SAME)).translate(_SAME)
    return "".join(sign for sign in plain if not sign.isspace() and unicodedata.category(sign) != "Cf")
