"""The replica as an ASGI application, and as a server running in a thread."""

import asyncio
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from app.replica import atom, documents, oai
from app.replica.faults import Faults, failed
from app.replica.library import Known, papers

Asked = list[tuple[float, str]]
"""When (`time.monotonic`) and for what path and query the replica was asked."""


def app(delay: float = 0.0, faults: Faults | None = None) -> Starlette:
    """A replica of arXiv that takes `delay` seconds over each answer; `state.requests` logs what it was asked."""
    replica = Starlette(
        routes=[
            Route("/api/query", _answering(_query)),
            Route("/oai2", _answering(_oai)),
            Route("/abs/{named:path}", _answering(_document(documents.abs_page))),
            Route("/html/{named:path}", _answering(_html)),
            Route("/pdf/{named:path}", _answering(_document(documents.pdf_file))),
            Route("/e-print/{named:path}", _answering(_document(documents.source))),
        ]
    )
    replica.state.delay, replica.state.faults, replica.state.requests = delay, faults or Faults(), []
    replica.state.revealed, replica.state.rerendered = set(), set()
    return replica


@dataclass
class Running:
    """A replica that is being served.

    `revealed` holds the papers whose hidden version has appeared, `rerendered` those whose HTML was made
    again: the same words in other markup. A test adds to them and takes away.
    """

    url: str
    faults: Faults
    requests: Asked
    revealed: set[str]
    rerendered: set[str]
    _server: uvicorn.Server
    _thread: threading.Thread

    def reveal(self, id: str) -> None:
        """Let the hidden version of a paper appear."""
        self.revealed.add(id)

    def stop(self) -> None:
        """Stop serving and wait until it has."""
        self._server.should_exit = True
        self._thread.join(timeout=10)


def serve(port: int = 0, delay: float = 0.0, host: str = "127.0.0.1") -> Running:
    """Serve a replica from a thread; port 0 takes a free one."""
    replica = app(delay)
    listening = socket.create_server((host, port))
    server = uvicorn.Server(uvicorn.Config(replica, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True, name="arxiv-replica")
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError(f"The arXiv replica did not start on port {port}.")
        time.sleep(0.01)
    url = f"http://{host}:{listening.getsockname()[1]}"
    state = replica.state
    return Running(url, state.faults, state.requests, state.revealed, state.rerendered, server, thread)


def _answering(answer: Callable[[Request], Response]) -> Callable[[Request], object]:
    """Log the request, take as long as asked, and fail where a fault is due."""

    async def endpoint(request: Request) -> Response:
        state = request.app.state
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        state.requests.append((time.monotonic(), asked))
        await asyncio.sleep(state.delay)
        right = answer(request)
        fault = state.faults.take()
        return failed(fault, state.faults.retry_after, right) if fault else right

    return endpoint


def _known(request: Request) -> Known:
    return papers(frozenset(request.app.state.revealed))


def _query(request: Request) -> Response:
    known = {field.name for field in fields(atom.Question)}
    asked = {name: value for name, value in request.query_params.items() if name in known}
    status, body = atom.answer(atom.Question(**asked), _known(request))
    return Response(body, status, media_type="application/atom+xml")


def _oai(request: Request) -> Response:
    return Response(oai.answer(dict(request.query_params), _known(request)), media_type="text/xml")


def _html(request: Request) -> Response:
    again = request.app.state.rerendered
    rerendered = re.sub(r"v[0-9]+$", "", request.path_params["named"]) in again
    return _document(partial(documents.html, rerendered=rerendered))(request)


def _document(make: Callable[[str, Known], documents.Answer]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        try:
            body, kind = make(request.path_params["named"], _known(request))
        except documents.Missing as missing:
            said = str(missing)
            return HTMLResponse(said, 404) if said.startswith("<") else PlainTextResponse(said, 404)
        return Response(body, headers={"content-type": kind})

    return answer
