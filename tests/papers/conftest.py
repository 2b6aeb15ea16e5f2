"""The outside world of the papers room: the replica of arXiv, and a server that answers whatever a test lays down."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.papers.arxiv import Arxiv
from app.replica.server import Running, serve


@dataclass
class Answers:
    """What the server answers to anything asked of it, and what it was asked."""

    url: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    drip: float = 0
    """Seconds to wait between one byte and the next; 0 sends all at once."""
    by_path: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)


def _handler(answers: Answers) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers.asked.append(self.path)
            answers.agents.append(self.headers["User-Agent"])
            settled = answers.by_path.get(self.path.split("?")[0])
            body = answers.body if settled is None else settled
            self.send_response(answers.status if settled is None else 200)
            for name, value in (answers.headers if settled is None else {}).items():
                self.send_header(name, value)
            self.end_headers()
            self._send(body)

        def _send(self, body: bytes) -> None:
            if not answers.drip:
                self.wfile.write(body)
                return
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                if answers.stopped.wait(answers.drip):
                    return

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def answers() -> Iterator[Answers]:
    """A server on a free port, answering with what the test puts into it."""
    laid = Answers()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(laid))
    laid.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield laid
    laid.stopped.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def arxiv(answers: Answers) -> Iterator[Arxiv]:
    """The client, speaking to that server."""
    client = Arxiv(answers.url, user_agent="Stillroom tests (mailto:nobody@example.org)", timeout=5)
    yield client
    client.close()


@pytest.fixture(scope="session")
def _served() -> Iterator[Running]:
    running = serve()
    yield running
    running.stop()


@pytest.fixture
def replica(_served: Running) -> Running:
    """A small arXiv, well again and with nothing asked of it yet."""
    _served.faults.clear()
    _served.requests.clear()
    return _served


@pytest.fixture
def replica_arxiv(replica: Running) -> Iterator[Arxiv]:
    """The client, speaking to the replica."""
    speaking = Arxiv(replica.url, timeout=5)
    yield speaking
    speaking.close()
