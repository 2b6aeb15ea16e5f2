"""Where the folder of real data is: beside the checkout, or further up where this is a worktree of one."""

from pathlib import Path

_UP = [parent / "shared" / "material" for parent in Path(__file__).resolve().parents[2:]]
MATERIAL = next((folder for folder in _UP if folder.is_dir()), _UP[0])
