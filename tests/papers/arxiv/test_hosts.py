"""Requests for documents leave for arXiv and for nowhere else: not by a redirect, not by what a name resolves to."""

import socket
from pathlib import Path

import pytest

from app.database import Database
from app.files import files_for
from app.jobs import Lease
from app.papers.arxiv import Arxiv, wire
from app.papers.arxiv.errors import ArxivDown, Nonsense
from app.papers.fetching.serving import Turns
from app.papers.identifiers import ArxivId
from app.papers.queue import errands
from app.papers.rules import Lane
from tests.papers.conftest import Answers

EVEN_PACE = ArxivId("2611.01234", 1)
PRIVATE = (
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.5.4", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
)  # fmt: skip


def leads_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[tuple[str, int]]:
    """Let every name resolve to these addresses; gives where somebody then tried to connect."""
    tried: list[tuple[str, int]] = []

    def resolve(host: str, port: int, *_: object, **__: object) -> list[object]:
        kinds = [(socket.AF_INET6 if ":" in one else socket.AF_INET, one) for one in addresses]
        return [(kind, socket.SOCK_STREAM, 6, "", (one, port)) for kind, one in kinds]

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        tried.append(address[:2])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    for proxy in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(proxy, raising=False)
    return tried


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_of_arxivs_that_leads_inside_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    tried = leads_to(monkeypatch, "93.184.216.34", address)
    with open(tmp_path / "kept", "w+b") as kept, pytest.raises(ArxivDown):
        Arxiv().html(EVEN_PACE, kept)
    assert tried == []


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tried = leads_to(monkeypatch, "2606:2800:220:1::1", "93.184.216.34")
    with open(tmp_path / "kept", "w+b") as kept, pytest.raises(ArxivDown):
        Arxiv().html(EVEN_PACE, kept)
    assert tried == [("93.184.216.34", 443)]


@pytest.mark.parametrize("kind", ["html", "pdf", "source"])
@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:1/",
        "http://localhost/",
        "https://arxiv.org/html/2611.01234v1",
        "//example.org/",
        "gopher://127.0.0.1/",
    ],
)
def test_a_redirect_to_another_place_is_not_followed(
    answers: Answers, arxiv: Arxiv, tmp_path: Path, kind: str, to: str
) -> None:
    answers.status, answers.headers = 302, {"Location": to}
    with open(tmp_path / "kept", "w+b") as kept, pytest.raises(Nonsense, match="another place"):
        getattr(arxiv, kind)(EVEN_PACE, kept)
    assert len(answers.asked) == 1


def test_three_seconds_are_counted_from_the_request_that_followed_a_redirect(
    answers: Answers, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "BETWEEN_REQUESTS", 0.2)
    answers.status, answers.headers = 302, {"Location": "/elsewhere"}
    arxiv = Arxiv(answers.url)
    turns = Turns(database, arxiv, files_for(database, tmp_path), spacing=0)
    with database.transaction() as session:
        errands.ask_for_paper(session, ArxivId("2611.01234"), None, Lane.BULK)
    assert turns.serve_next()
    assert len(answers.asked) == 2
    with database.transaction(read_only=True) as session:
        assert session.get_one(Lease, errands.LEASE).used_at == arxiv.asked_at
