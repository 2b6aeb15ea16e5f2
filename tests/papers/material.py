"""Where the real data lies, which tests may read and the repository never carries."""

from tests.material import MATERIAL as material

__all__ = ["material"]
