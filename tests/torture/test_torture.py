"""A few rounds of each kind of bad luck; `make torture` makes the many."""

from collections.abc import Iterator

import pytest

from tests.postgres import Server
from tests.running import run
from tests.torture.rounds import ON_POSTGRES, ON_SQLITE
from tests.torture.servers import Instance, new_folder


@pytest.fixture(scope="module")
def alone() -> Iterator[Instance]:
    """One server on SQLite."""
    instance = Instance(new_folder())
    instance.start()
    yield instance
    instance.stop()


@pytest.fixture(scope="module")
def pair(postgres: Server) -> Iterator[Instance]:
    """Two servers on one PostgreSQL."""
    instance = Instance(new_folder(), postgres.create_database("torture"), servers=2)
    instance.start(0)
    instance.start(1)
    yield instance
    instance.stop()


@pytest.mark.parametrize("name", ON_SQLITE)
def test_nothing_is_lost(alone: Instance, name: str) -> None:
    tally = run(ON_SQLITE[name][0](alone, 1, 2))  # type: ignore[arg-type]
    assert tally.well, tally
    assert tally.acknowledged > 10


@pytest.mark.parametrize("name", ON_POSTGRES)
def test_nothing_is_lost_between_two_servers(pair: Instance, name: str) -> None:
    tally = run(ON_POSTGRES[name][0](pair, 1, 2))  # type: ignore[arg-type]
    assert tally.well, tally
    assert tally.acknowledged > 10
