"""Where the real data lies, which tests may read and the repository never carries."""

from pathlib import Path

material = Path(__file__).resolve().parents[3] / "shared/material"
