"""What every route shares: parts, sessions, marks of access, errors as one shape, CSRF, headers, templates."""

from app.web.admission import Public, TokenInAddress, admits, csrf, token_in_the_address
from app.web.answers import install_errors
from app.web.drawing import STATIC, asset, environment, page
from app.web.guard import Guard
from app.web.logs import MaskTokens
from app.web.parts import DatabaseDep, ReadSessionDep, SessionDep, SettingsDep, part

__all__ = [
    "STATIC",
    "DatabaseDep",
    "Guard",
    "MaskTokens",
    "Public",
    "ReadSessionDep",
    "SessionDep",
    "SettingsDep",
    "TokenInAddress",
    "admits",
    "asset",
    "csrf",
    "environment",
    "install_errors",
    "page",
    "part",
    "token_in_the_address",
]
