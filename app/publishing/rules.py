"""Audiences, licences and slugs. Pure."""

from enum import StrEnum


class Audience(StrEnum):
    """Who can read a release; each wider than the one before."""

    HERE = "here"
    LINK = "link"
    EVERYONE = "everyone"


class Licence(StrEnum):
    """What readers may do with a release (SPDX identifiers)."""

    CC_BY = "CC-BY-4.0"
    CC_BY_SA = "CC-BY-SA-4.0"
    CC0 = "CC0-1.0"
    ALL_RIGHTS = "LicenseRef-all-rights-reserved"
