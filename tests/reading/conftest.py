"""A paper to read."""

import pytest

from app.database import Database
from app.papers.schemas import PaperOut
from tests.papers_here import store_paper


@pytest.fixture
def paper(database: Database) -> PaperOut:
    """A paper with formulas in its title and abstract."""
    return store_paper(database)
