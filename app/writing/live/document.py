"""A draft's document: a Yjs text (by pycrdt), behind an edge where its panics are caught and its offsets are bytes.

Nothing else of the product touches pycrdt.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from pycrdt import Doc, Text, get_update, merge_updates

from app.writing.live.reading import ROOT, SERVERS_CLIENTS, Change, read
from app.writing.live.wire import Malformed, vector
from app.writing.merging import edits

NOTHING = b"\x00\x00"
"""The update that changes nothing."""
EMPTY_VECTOR = b"\x00"


class Damaged(Exception):
    """The document cannot be read, or what came does not fit it; the document in hand is of no use any more."""


@contextmanager
def _edge() -> Iterator[None]:
    """pycrdt panics with a BaseException of its own, and refuses with many kinds of Exception."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, Malformed, Damaged):
        raise
    except BaseException as error:
        raise Damaged(str(error)[:200]) from error


def client_of(person_id: str | None) -> int:
    """The client under which this server itself writes for a person; no browser can choose it."""
    digest = hashlib.sha256(f"server {person_id or ''}".encode()).digest()
    return SERVERS_CLIENTS + int.from_bytes(digest[:6], "big")


def begun(body: str, client: int) -> bytes:
    """The state of a new document that holds `body`, written by `client`."""
    with _edge():
        doc: Doc = Doc(client_id=client)
        text = doc.get(ROOT, type=Text)
        if body:
            text += body
        return doc.get_update()


def since(state: bytes, known: bytes) -> bytes:
    """What a state holds beyond a state vector, without making its document. Raises Damaged."""
    if known == EMPTY_VECTOR:
        return state
    with _edge():
        return get_update(state, known)


def joined(updates: Sequence[bytes]) -> bytes:
    """Several updates as one. Raises Damaged."""
    with _edge():
        return updates[0] if len(updates) == 1 else merge_updates(*updates)


def saved_from(state: bytes, updates: Iterable[bytes], body: str) -> str:
    """The text of a document as far as it can be read: up to the first update that is damaged, at worst `body`."""
    text = body
    good: list[bytes] = []
    for update in updates:
        try:
            text = Document(state, [*good, update], body=body).body()
        except Damaged:
            break
        good.append(update)
    return text


class Document:
    """One document in memory. Used by one thread at a time; after Damaged it is thrown away.

    `client`: under which `rewrite` writes.
    """

    def __init__(
        self, state: bytes, updates: Iterable[bytes] = (), client: int | None = None, body: str | None = None
    ) -> None:
        """Raises Damaged, also when the state does not hold the text `body`."""
        with _edge():
            self._doc: Doc = Doc(client_id=client, allow_multithreading=True)
            self._text = self._doc.get(ROOT, type=Text)
            self._doc.apply_update(state)
            if body is not None and str(self._text) != body:
                raise Damaged("it does not hold its text")
            for update in updates:
                self._doc.apply_update(update)
            self.known = vector(self._doc.get_state())
            self._changed: list[bytes] = []
            self._doc.observe(lambda event: self._changed.append(event.update))
            self._client = self._doc.client_id
        self._halves: set[tuple[int, int]] | None = None

    def body(self) -> str:
        """The text."""
        with _edge():
            return str(self._text)

    @property
    def _pairs(self) -> set[tuple[int, int]]:
        """The first halves of characters of two. Yjs and yrs cut these differently, so nobody may."""
        if self._halves is None:
            body = self.body()
            wide = not body.isascii() and max(body) > "\uffff"
            self._halves = set(read(self.state()).pairs) if wide else set()
        return self._halves

    @property
    def size(self) -> int:
        """The length of the text in UTF-8 bytes."""
        with _edge():
            return len(self._text)

    def state(self) -> bytes:
        """The whole document, as an update."""
        with _edge():
            return self._doc.get_update()

    def vector(self) -> bytes:
        """How far it knows each client."""
        with _edge():
            return self._doc.get_state()

    def since(self, known: bytes) -> bytes:
        """What it holds beyond a state vector."""
        with _edge():
            return self._doc.get_update(known)

    def fits(self, change: Change) -> bool:
        """Whether all that a change builds on is here, and it cuts no character in two."""
        pairs = self._pairs
        if (pairs and not pairs.isdisjoint(change.cuts)) or (
            change.pairs and not set(change.pairs).isdisjoint(change.cuts)
        ):
            return False
        known, written = self.known, change.written
        if any(start > known.get(client, 0) for client, (start, _) in written.items()):
            return False
        nothing = (0, 0)
        return all(
            upto <= known.get(client, 0) or upto <= written.get(client, nothing)[1]
            for client, upto in change.needed.items()
        )

    def news(self, change: Change) -> list[int]:
        """The clients whose words in it are not known here."""
        return [client for client, (_, end) in change.written.items() if end > self.known.get(client, 0)]

    def take(self, change: Change) -> bytes:
        """Apply a change that fits; gives what is new in it: NOTHING when all was here. Raises Damaged."""
        self._changed.clear()
        with _edge():
            self._doc.apply_update(change.data)
        for client, (_, end) in change.written.items():
            if end > self.known.get(client, 0):
                self.known[client] = end
        if change.pairs:
            self._pairs.update(change.pairs)
        return self._changed[-1] if self._changed else NOTHING

    def rewrite(self, new: str) -> bytes:
        """Change the text to `new` by as little as leads there; gives that as an update. Raises Damaged."""
        self._changed.clear()
        old = self.body()
        steps = list(edits(old, new))
        with _edge(), self._doc.transaction():
            for start, end, text in reversed(steps):
                first = len(old[:start].encode())
                del self._text[first : first + len(old[start:end].encode())]
                if text:
                    self._text.insert(first, text)
        return self._changed[-1] if self._changed else NOTHING
