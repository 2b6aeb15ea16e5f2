"""What a writer may want to look at before others do: pure rules, one file each. They advise and never block.

Each rule takes a `Reading` and gives `Advice`, every piece with its place and one line saying why.
"""

from app.writing.advice.checking import check
from app.writing.advice.shapes import Advice, Picture, Reading, Subject, read

__all__ = ["Advice", "Picture", "Reading", "Subject", "check", "read"]
