"""Alembic's entry: the models of every room are the target; both databases take the same migrations."""

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

import app.files
import app.jobs
import app.mail
import app.papers.models
import app.people.models
import app.publishing.models
import app.reading.models
import app.reviewing.models
import app.writing.models  # noqa: F401  (importing them is what fills the metadata)


def run(connection: Connection) -> None:
    """Migrate over a connection the caller opened (app/migrating.py)."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
