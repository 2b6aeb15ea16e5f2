"""`python -m app.replica --port N` serves the replica until it is interrupted."""

import argparse
import contextlib
import threading

from app.replica.server import serve


def main() -> None:
    """Serve, and say where."""
    options = argparse.ArgumentParser(prog="python -m app.replica", description="A small arXiv for trying things out.")
    options.add_argument("--port", type=int, default=0, help="0 takes a free one")
    options.add_argument("--delay", type=float, default=0.0, help="seconds taken over each answer")
    chosen = options.parse_args()
    running = serve(chosen.port, chosen.delay)
    print(f"The arXiv replica answers at {running.url}", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
    running.stop()


if __name__ == "__main__":
    main()
