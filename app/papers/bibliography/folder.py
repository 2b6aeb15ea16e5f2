"""The text files of an unpacked source: for the command line; no link is followed."""

import os
from collections.abc import Mapping
from pathlib import Path

from app.errors import BadInput
from app.papers.bibliography.archive import LONGEST_FILE, MOST_TEXT, wanted
from app.papers.bibliography.tar_members import DEEPEST_FOLDER, MOST_MEMBERS


def read_folder(folder: Path) -> Mapping[str, bytes]:
    """The text files under `folder` by their path inside it, with the limits of an archive. Raises BadInput."""
    files: dict[str, bytes] = {}
    seen, room = 0, MOST_TEXT
    for place, below, names in os.walk(folder, followlinks=False):
        inside = Path(place).relative_to(folder)
        if len(inside.parts) >= DEEPEST_FOLDER:
            below.clear()
        seen += len(names)
        if seen > MOST_MEMBERS:
            raise BadInput(f"This folder holds more than {MOST_MEMBERS:,} files. Nothing was read.")
        for name in names:
            path = Path(place) / name
            if wanted(name) and path.is_file() and not path.is_symlink() and path.stat().st_size <= LONGEST_FILE:
                room -= path.stat().st_size
                if room < 0:
                    raise BadInput(
                        f"This folder holds more than {MOST_TEXT // 1_000_000} MB of text. Nothing was read."
                    )
                files[(inside / name).as_posix()] = path.read_bytes()
    if not files:
        raise BadInput("This folder holds no TeX file. Nothing was read.")
    return files
