"""`make torture`: every kind of bad luck, many times; a table, and exit 1 when anything was lost.

`python -m tests.torture [ROUNDS%] [DRAFTS]`: how many of the rounds (100), how many drafts in each (8).
"""

import asyncio
import sys
import time

from tests.postgres import start_server
from tests.torture.rounds import ON_POSTGRES, ON_SQLITE, Kind, Tally
from tests.torture.servers import Instance, new_folder


def main(percent: int = 100, drafts: int = 8) -> int:
    """Run them all; gives the exit code."""
    print(f"{'':32} runs  typed  acked  said  lost  doubled  diverged  seconds")
    whole = Tally()
    instance = Instance(new_folder())
    instance.start()
    for name, (kind, rounds) in ON_SQLITE.items():
        whole.add(told(name, kind, instance, _share(rounds, percent), drafts))
    instance.stop()
    postgres = start_server(new_folder())
    instance = Instance(new_folder(), postgres.create_database("torture"), servers=2)
    for number in range(2):
        instance.start(number)
    for name, (kind, rounds) in ON_POSTGRES.items():
        whole.add(told(name, kind, instance, _share(rounds, percent), drafts))
    instance.stop()
    postgres.stop()
    show("all", whole, 0)
    for wrong in whole.wrong:
        print("  wrong:", wrong)
    return 0 if whole.well else 1


def told(name: str, kind: Kind, instance: Instance, rounds: int, drafts: int) -> Tally:
    """Some rounds of one kind, and a line about them."""
    tally, begun = Tally(), time.monotonic()
    for seed in range(rounds):
        tally.add(asyncio.run(kind(instance, seed, drafts)))  # type: ignore[arg-type]
    show(name, tally, time.monotonic() - begun)
    return tally


def show(name: str, tally: Tally, seconds: float) -> None:
    """A line of the table."""
    print(
        f"{name:32} {tally.runs:4} {tally.typed:6} {tally.acknowledged:6} {tally.said:5} "
        f"{tally.lost:5} {tally.doubled:8} {tally.diverged:9} {seconds:8.0f}",
        flush=True,
    )


def _share(rounds: int, percent: int) -> int:
    return max(rounds * percent // 100, 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
