"""The replica as an ASGI application, and as a server running in a thread."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, fields

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from app.replica import atom, documents, oai
from app.replica.faults import Faults, failed
from app.replica.library import Paper, find

Asked = list[tuple[float, str]]
"""When (`time.monotonic`) and for what path and query the replica was asked."""


def app(delay: float = 0.0, faults: Faults | None = None) -> Starlette:
    """A replica of arXiv that takes `delay` seconds over each answer; `state.requests` logs what it was asked."""
    replica = Starlette(
        routes=[
            Route("/api/query", _answering(_query)),
            Route("/oai2", _answering(_oai)),
            Route("/abs/{named:path}", _answering(_document("text/html", documents.abs_page))),
            Route("/html/{named:path}", _answering(_document("text/html", documents.html_page))),
            Route("/pdf/{named:path}", _answering(_document("application/pdf", documents.pdf))),
            Route("/e-print/{named:path}", _answering(_document("application/gzip", documents.source))),
        ]
    )
    replica.state.delay, replica.state.faults, replica.state.requests = delay, faults or Faults(), []
    return replica


@dataclass
class Running:
    """A replica that is being served."""

    url: str
    faults: Faults
    requests: Asked
    _server: uvicorn.Server
    _thread: threading.Thread

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
    return Running(url, replica.state.faults, replica.state.requests, server, thread)


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


def _query(request: Request) -> Response:
    known = {field.name for field in fields(atom.Question)}
    asked = {name: value for name, value in request.query_params.items() if name in known}
    status, body = atom.answer(atom.Question(**asked))
    return Response(body, status, media_type="application/atom+xml")


def _oai(request: Request) -> Response:
    return Response(oai.answer(dict(request.query_params)), media_type="text/xml")


def _document(kind: str, make: Callable[[Paper, int], str | bytes]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        found = find(request.path_params["named"].removesuffix(".pdf"))
        if found is None:
            return PlainTextResponse("Not found", 404)
        content = make(*found)
        return HTMLResponse(content) if isinstance(content, str) else Response(content, media_type=kind)

    return answer
