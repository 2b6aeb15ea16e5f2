"""An instance spoken to from somewhere else: drafts pulled as Markdown files and pushed back, with a token.

It uses the same API as everybody's programs and holds nothing but the file itself.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from app.errors import BadInput, StillroomError
from app.writing import front_matter

TOKEN = "STILLROOM_TOKEN"
_SECONDS = 60


@dataclass(frozen=True)
class Remote:
    """A draft on an instance: the instance's address, without a slash at the end, and the draft's id."""

    instance: str
    draft: str

    @classmethod
    def parse(cls, given: str, instance: str) -> "Remote":
        """What an address such as `https://host/desk/drafts/ID` names, or a bare id on `instance`."""
        parts = urlsplit(given)
        if not parts.scheme:
            return cls(instance.rstrip("/"), given)
        path = parts.path.rstrip("/").split("/")
        if "drafts" not in path[:-1]:
            raise BadInput(f"{given} is no address of a draft. It looks like https://…/desk/drafts/ID.")
        at = path.index("drafts")
        return cls(f"{parts.scheme}://{parts.netloc}{'/'.join(path[: max(at - 1, 0)])}", path[at + 1])

    @property
    def address(self) -> str:
        """Where a person opens the draft."""
        return f"{self.instance}/desk/drafts/{self.draft}"

    def ask(self, method: str, path: str, **body: object) -> dict[str, Any]:
        """The JSON that the API answers. Raises StillroomError with what went wrong, in its own words."""
        if not (token := os.environ.get(TOKEN)):
            raise StillroomError(f"Set {TOKEN} to a token of yours first: {self.instance}/settings makes one.")
        url = f"{self.instance}/api/drafts/{self.draft}/{path}"
        try:
            answer = httpx.request(
                method, url, json=body, headers={"Authorization": f"Bearer {token}"}, timeout=_SECONDS
            )
            told = answer.json()
        except httpx.HTTPError as error:
            raise StillroomError(f"{self.instance} cannot be reached ({error}). Your file is as it was.") from error
        except ValueError as error:
            raise StillroomError(
                f"{self.instance} did not answer as a Stillroom does. Is the address right?"
            ) from error
        if answer.is_error:
            raise StillroomError(told.get("error", {}).get("sentence") or f"It was refused ({answer.status_code}).")
        return told


def pull(given: str, file: Path | None, instance: str) -> Path:
    """Write a draft to `file` (else one named after its title, here). Raises BadInput rather than overwrite changes."""
    remote = Remote.parse(given, instance)
    answer = remote.ask("POST", "copies")
    target = file or Path(answer["name"])
    _refuse_changed(target, remote)
    about, body = front_matter.read(answer["source"])
    _put(target, front_matter.write(replace(about, draft=remote.address), body))
    return target


def push(file: Path, details: str | None, instance: str) -> Remote:
    """Put a file's changes into its draft, then write what the draft is now (others' words too) back to the file."""
    source = _read(file)
    about, _ = front_matter.read(source)
    if not about.draft:
        raise BadInput(f"{file} does not say which draft it is a copy of. Pull one first, or open it in the workbench.")
    remote = Remote.parse(about.draft, instance)
    answer = remote.ask("PUT", "copy", source=source, details=details)
    if _read(file) != source:
        raise BadInput(f"{file} was changed while it was pushed. What was pushed is in the draft; push once more.")
    _put(file, answer["source"])
    return remote


def _refuse_changed(file: Path, remote: Remote) -> None:
    if not file.exists():
        return
    about, body = front_matter.read(_read(file))
    if Remote.parse(about.draft, remote.instance).draft != remote.draft:
        raise BadInput(f"{file} is there already and is another text. Name another file; nothing was changed.")
    if about.has_news(body):
        raise BadInput(f"{file} has changes that were never pushed. Push it: that also brings what others wrote.")


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is not UTF-8. Save it as UTF-8 and try again.") from error


def _put(file: Path, source: str) -> None:
    """Replace a file in one step, so that a full disk leaves the former one."""
    fresh = file.with_name(f".{file.name}.new")
    try:
        fresh.write_bytes(source.encode())
        fresh.replace(file)
    except OSError as error:
        raise StillroomError(f"{file} cannot be written: {error.strerror}. It is as it was.") from error
