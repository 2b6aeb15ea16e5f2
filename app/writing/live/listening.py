"""Hears what other processes tell on PostgreSQL (LISTEN), in a thread of its own; what it misses is looked for."""

import json
import logging
import threading

import psycopg
from sqlalchemy import make_url

from app.database import Database
from app.writing import news

log = logging.getLogger("stillroom.live")
_PAUSE = 1.0


class Listening:
    """Calls a listener with each piece of news of other processes, until it is stopped."""

    def __init__(self, database: Database, listener: news.Listener) -> None:
        self._address = make_url(database.url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._own = news.name_of(database.engine)
        self._listener, self._stop = listener, threading.Event()
        self._thread = threading.Thread(target=self._listen, name="live-listen", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                with psycopg.connect(self._address, autocommit=True) as connection:
                    connection.execute(f"LISTEN {news.CHANNEL}")
                    while not self._stop.is_set():
                        for told in connection.notifies(timeout=_PAUSE):
                            self._hear(told.payload)
            except psycopg.Error as error:
                log.warning("news of other processes is not heard for a moment: %s", error)
                self._stop.wait(_PAUSE)

    def _hear(self, payload: str) -> None:
        try:
            told = json.loads(payload)
            process, draft, what = told["from"], told["draft"], told["what"]
        except (ValueError, KeyError, TypeError):
            return
        if process != self._own:
            self._listener(draft, what)
