"""Audiences, licences and slugs. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from app.errors import BadInput

SLUG_MAXIMUM = 80
QUOTE_MAXIMUM = 600
"""Characters of a paper that a public page quotes for one claim."""
QUOTED_SHARE_MAXIMUM = 0.1
"""How much of one paper's text a public page quotes in all."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_WORDS_OF_OURS = """
about account admin api apply archive asked asks assets audit author author-checks authors backup box calendar
catalogue checked citations collections contact demo desk docs drafts embed en events explore export faq favicon feed
feeds files first follow groups guide healthz help home images imports index invitations invite issues join keeper
keeping kinds leave legal licence licences license log login logout lost-password mail mails me media metrics new
notes notices oauth oembed offline orcid papers password people pieces press print privacy profile proxy publications
r random read register releases report reports review reviewers reviews robots rss search security settings share
shelf sign-in sign-out sign-up site sitemap start start-here static status stillroom subscribe support tags terms
threads tokens topic topics unsubscribe unsure updates upload user users version versions welcome withdrawn write
writers ws
"""
RESERVED = frozenset(_WORDS_OF_OURS.split())
"""Words no page may have as its address, because the application answers there, or may one day."""


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

    @property
    def label(self) -> str:
        """Its name in plain words."""
        return _LICENCES[self][0]

    @property
    def url(self) -> str:
        """Where its text is; empty when all rights are reserved."""
        return _LICENCES[self][1]


_LICENCES = {
    Licence.CC_BY: ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    Licence.CC_BY_SA: ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    Licence.CC0: ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    Licence.ALL_RIGHTS: ("All rights reserved", ""),
}
_WIDTH = {audience: width for width, audience in enumerate(Audience)}


def wider(new: Audience, old: Audience) -> bool:
    """Whether more people can read under `new` than under `old`."""
    return _WIDTH[new] > _WIDTH[old]


def shown_to(publication: Audience, given: Sequence[Audience]) -> Audience:
    """Who can read a release: the audience it was last given while it was the newest, unless the page is narrower now.

    So widening a page never widens an older release that was meant for fewer people. `given` holds at least one.
    """
    return min(publication, given[-1], key=_WIDTH.__getitem__)


def slugify(title: str) -> str:
    """An address made of a title: letters without accents and digits, joined by hyphens; `piece` when none are left."""
    plain = unicodedata.normalize("NFKD", re.sub(r"['’`]", "", title)).encode("ascii", "ignore").decode().lower()
    words, slug = re.findall(r"[a-z0-9]+", plain), ""
    for word in words:
        if len(slug) + len(word) >= SLUG_MAXIMUM - 8:
            break
        slug = f"{slug}-{word}" if slug else word
    slug = slug or (words[0][: SLUG_MAXIMUM - 8] if words else "piece")
    return f"{slug}-explained" if slug in RESERVED else slug


def check_slug(text: str) -> str:
    """The slug in lower case. Raises BadInput when it cannot stand in an address, or the application answers there."""
    slug = text.strip().lower()
    if not _SLUG.fullmatch(slug) or len(slug) > SLUG_MAXIMUM:
        raise BadInput(
            f"An address has letters a to z, digits and single hyphens, at most {SLUG_MAXIMUM}. Please choose another."
        )
    if slug in RESERVED:
        raise BadInput(f"“{slug}” is an address this site needs for itself. Please choose another.")
    return slug
