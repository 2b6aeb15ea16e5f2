"""Immutable bytes named by their SHA-256: a folder beside SQLite, a table of chunks in PostgreSQL."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from sqlalchemy import delete, event
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel, col, select

from app.database import Database
from app.errors import Unavailable

CHUNK = 1024 * 1024


class Files(Protocol):
    """Where bytes are kept. Keeping the same bytes twice keeps them once."""

    def put(self, session: Session, data: bytes) -> str:
        """Keep `data`; gives its SHA-256 in hexadecimal. Durable once the caller's transaction commits.

        Raises Unavailable when there is no room.
        """
        ...

    def put_file(self, session: Session, path: Path) -> str:
        """As `put`, of a file, of which a megabyte at a time is in memory."""
        ...

    def get(self, session: Session, digest: str) -> bytes | None:
        """The bytes with this SHA-256, or None when they are not here."""
        ...

    def part(self, session: Session, digest: str, position: int) -> bytes:
        """The bytes of one chunk, counted from 0; nothing after the last one, or when they are not here."""
        ...

    def remove(self, session: Session, digest: str) -> None:
        """Let the bytes go once the caller's transaction commits. The caller knows that nothing names them any more."""
        ...


class FileChunk(SQLModel, table=True):
    """A part of a file in PostgreSQL, in order of `position`, each at most 1 MiB."""

    __tablename__ = "file_chunk"
    digest: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    data: bytes


class Folder:
    """Files under `root`, spread over folders by the first two digits of their name."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, session: Session, data: bytes) -> str:
        return self._keep(hashlib.sha256(data).hexdigest(), [data])

    def put_file(self, session: Session, path: Path) -> str:
        return self._keep(_digest(path), _chunks(path))

    def _keep(self, digest: str, chunks: Iterable[bytes]) -> str:
        path = self._path(digest)
        if not path.exists():
            try:
                self._write(path, chunks)
            except OSError as error:
                raise Unavailable("The file could not be kept: the disk may be full. Nothing was changed.") from error
        return digest

    def _write(self, path: Path, chunks: Iterable[bytes]) -> None:
        """Under another name first, so that nobody ever finds half of it; what stopped halfway is taken away."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{secrets.token_hex(6)}")
        try:
            with open(part, "xb") as file:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def get(self, session: Session, digest: str) -> bytes | None:
        path = self._path(digest)
        return path.read_bytes() if path.is_file() else None

    def part(self, session: Session, digest: str, position: int) -> bytes:
        path = self._path(digest)
        if not path.is_file():
            return b""
        with open(path, "rb") as file:
            file.seek(position * CHUNK)
            return file.read(CHUNK)

    def remove(self, session: Session, digest: str) -> None:
        path = self._path(digest)
        event.listen(session, "after_commit", lambda _: path.unlink(missing_ok=True), once=True)

    def _path(self, digest: str) -> Path:
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise ValueError("a file is named by 64 hexadecimal digits")
        return self.root / digest[:2] / digest


class Table:
    """Files as chunks in PostgreSQL, so that every process of an instance sees them."""

    def put(self, session: Session, data: bytes) -> str:
        chunks = (data[start : start + CHUNK] for start in range(0, max(len(data), 1), CHUNK))
        return self._keep(session, hashlib.sha256(data).hexdigest(), chunks)

    def put_file(self, session: Session, path: Path) -> str:
        return self._keep(session, _digest(path), _chunks(path))

    def _keep(self, session: Session, digest: str, chunks: Iterable[bytes]) -> str:
        for position, chunk in enumerate(chunks):
            row = {"digest": digest, "position": position, "data": chunk}
            session.execute(insert(FileChunk).values(row).on_conflict_do_nothing())
        return digest

    def get(self, session: Session, digest: str) -> bytes | None:
        chunks = session.exec(
            select(FileChunk.data).where(FileChunk.digest == digest).order_by(col(FileChunk.position))
        ).all()
        return b"".join(chunks) if chunks else None

    def part(self, session: Session, digest: str, position: int) -> bytes:
        chunk = session.get(FileChunk, (digest, position))
        return chunk.data if chunk else b""

    def remove(self, session: Session, digest: str) -> None:
        session.execute(delete(FileChunk).where(col(FileChunk.digest) == digest))


def _chunks(path: Path) -> Iterator[bytes]:
    with open(path, "rb") as file:
        yield file.read(CHUNK)
        while chunk := file.read(CHUNK):
            yield chunk


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_for(database: Database, data: Path) -> Files:
    """The keeper of bytes that goes with this database."""
    return Folder(data / "files") if database.sqlite else Table()
