"""Logs: what lets its holder in is never written down."""

import logging
import re
from typing import Any


class MaskTokens(logging.Filter):
    """Takes the tokens of signed links out of log lines, such as uvicorn's access log: `/r/abc` becomes `/r/…`."""

    _IN_PATH = re.compile(r"(/(?:r|author|join|first|sign-in|unsubscribe)/)[^/?#\s\"']+")
    _IN_QUERY = re.compile(r"([?&](?:k|code|state)=)[^&#\s\"']+")

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the line's words and its arguments; every line passes."""
        record.msg = self._masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(self._masked(value) for value in record.args)
        return True

    def _masked(self, value: Any) -> Any:
        return self._IN_QUERY.sub(r"\1…", self._IN_PATH.sub(r"\1…", value)) if isinstance(value, str) else value
