"""Serve the sample course: a folder of its own, a small arXiv beside it, and no network."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.demo import course
from app.replica.server import serve as serve_replica
from app.settings import Settings

FOLDER = Path("demo-data")


def run(
    settings: Settings,
    build: Callable[[Settings], dict[type, Any]],
    close: Callable[[dict[type, Any]], None],
    serve: Callable[[Settings], None],
) -> None:
    """Prepare the course once and `serve` it; `build` and `close` make and end the parts that preparing needs."""
    replica = serve_replica()
    demo = settings.model_copy(
        update={
            "data": settings.data if settings.data != Path("data") else FOLDER,
            "arxiv_url": replica.url,
            "demo": True,
            "smtp_url": "",
            "database_url": "",
        }
    )
    parts = build(demo)
    try:
        course.prepare(parts, replica.reveal)
    finally:
        close(parts)
    try:
        serve(demo)
    finally:
        replica.stop()
