"""The `stillroom` command: serve, work, migrate, import, and what a keeper does from a shell."""

import json
import signal
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import Progress

from app import remote
from app import worker as background
from app.database import Database
from app.demo import running as demonstration
from app.errors import StillroomError
from app.files import Files
from app.main import close_parts
from app.markup import render_file
from app.papers.arxiv import Arxiv
from app.papers.bibliography.documents import entries_of
from app.papers.bibliography.folder import read_folder
from app.papers.bibliography.source import entries_of_source
from app.papers.bulk import import_all
from app.papers.fetching.serving import Turns
from app.papers.identifiers import NoIdentifier, parse
from app.people import recovery
from app.serving import bring_up_to_date, build_up_to_date, run_server, say
from app.settings import Settings
from app.writing.rules import Whose

cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
complain = Console(stderr=True, highlight=False, soft_wrap=True)


def main() -> None:
    """Run the command; a refusal is one sentence on standard error and exit status 1."""
    try:
        cli()
    except StillroomError as error:
        complain.print(error.sentence, markup=False)
        sys.exit(1)


def read_settings() -> Settings:
    """The settings of this environment; a wrong one is named and ends the command with status 2."""
    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors():
            complain.print(
                f"STILLROOM_{str(problem['loc'][0]).upper()}: {problem['msg'].removeprefix('Value error, ')}",
                markup=False,
            )
        sys.exit(2)


@cli.command()
def serve(host: str | None = None, port: int | None = None) -> None:
    """Bring the database up to date and serve until stopped."""
    settings = read_settings()
    given = {key: value for key, value in {"host": host, "port": port}.items() if value is not None}
    run_server(settings.model_copy(update=given))


@cli.command()
def worker() -> None:
    """Do the background work only (for PostgreSQL, beside servers with STILLROOM_JOBS=off)."""
    settings = read_settings()
    if settings.database.startswith("sqlite"):
        raise StillroomError(
            "On SQLite the server does its own background work. A worker of its own needs STILLROOM_DATABASE_URL=postgresql://…"
        )
    parts, stop = build_up_to_date(settings), threading.Event()
    threads = background.start(parts, stop)
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: stop.set())
    say.print("Working. Ctrl+C stops it.")
    stop.wait()
    for thread in threads:
        thread.join(timeout=30)
    close_parts(parts)


@cli.command(name="migrate")
def migrate_command() -> None:
    """Bring the database up to date and stop."""
    bring_up_to_date(read_settings())
    say.print("The database is up to date.")


@cli.command(name="import")
def import_papers(
    ids: Annotated[
        list[str], typer.Argument(help="arXiv ids, addresses or DOIs; `-` reads them from standard input, one a line.")
    ],
) -> None:
    """Import papers by their arXiv ids, politely: one request every three seconds."""
    texts = [line.strip() for line in sys.stdin if line.strip()] if ids == ["-"] else ids
    parts = build_up_to_date(read_settings())
    turns = Turns(parts[Database], parts[Arxiv], parts[Files])
    try:
        with Progress(console=complain) as progress:
            task = progress.add_task("Importing", total=len(texts))
            outcomes = import_all(
                turns, texts, lambda done, label: progress.update(task, completed=done, description=label)
            )
    finally:
        close_parts(parts)
    for outcome in outcomes:
        (say if outcome.ok else complain).print(outcome.line, markup=False)
    sys.exit(0 if all(outcome.ok for outcome in outcomes) else 1)


@cli.command(name="arxiv-id")
def arxiv_id(text: str) -> None:
    """Print the canonical arXiv id (and version) in a text, or say why there is none and exit with 2."""
    try:
        print(parse(text))
    except NoIdentifier as error:
        complain.print(error.sentence, markup=False)
        sys.exit(2)


@cli.command()
def render(file: str) -> None:
    """Print the HTML that a page would show for a Markdown FILE (or `-`)."""
    try:
        text = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        print(render_file(text.decode("utf-8")))
    except OSError as error:
        raise StillroomError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise StillroomError(
            f"{file} is not UTF-8 (byte {error.start} is {error.object[error.start]:#04x}). "
            "Save it as UTF-8 and try again."
        ) from error


@cli.command()
def pull(
    draft: Annotated[str, typer.Argument(help="The draft's address, or its id.")],
    file: Annotated[Path | None, typer.Argument(help="Where to; else a file named after its title.")] = None,
) -> None:
    """Write a draft as a Markdown file; STILLROOM_TOKEN says who you are."""
    say.print(f"Written to {remote.pull(draft, file, read_settings().address)}", markup=False)


@cli.command()
def push(
    file: Path,
    details: Annotated[Whose | None, typer.Option(help="Whose title and details hold if both changed.")] = None,
) -> None:
    """Put a pulled FILE's changes into its draft, beside what others wrote meanwhile."""
    pushed = remote.push(file, details, read_settings().address)
    say.print(f"In {pushed.address}; {file} has what others wrote, too.", markup=False)


@cli.command()
def references(file: Path) -> None:
    """Print what a paper cites: its HTML, a source folder or e-print archive, or a PDF; one JSON line an entry."""
    try:
        entries = entries_of_source(read_folder(file)) if file.is_dir() else entries_of(file.read_bytes())[1]
    except OSError as error:
        raise StillroomError(f"{file} cannot be read: {error.strerror}.") from error
    for entry in entries:
        line = {name: getattr(entry, name) for name in ("key", "text", "arxiv", "doi")}
        cited = [{"section": one.section, "sentence": one.sentence} for one in entry.cited]
        sys.stdout.buffer.write(
            json.dumps({**line, "cited": cited}, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        )


@cli.command(name="sign-in-link")
def sign_in_link(handle: str) -> None:
    """Print an address that signs HANDLE in once, for somebody who lost their password."""
    settings = read_settings()
    bring_up_to_date(settings)
    database = Database(settings.database)
    with database.transaction() as session:
        token = recovery.sign_in_link(session, handle)
    print(f"{settings.address}/sign-in/{token}")
    database.close()


@cli.command()
def demo() -> None:
    """Serve a course of sample people, papers and pieces in a folder of its own, without any network."""
    demonstration.run(read_settings(), build_up_to_date, close_parts, run_server)


if __name__ == "__main__":
    main()
