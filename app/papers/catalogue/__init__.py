"""Every work that can be cited, found as one types: the papers here and what they cite, forgiving of slips.

It holds words in memory and no text; it decides nothing about who may see what, for papers here are everybody's.
"""

from app.papers.catalogue.catalogue import Catalogue, Hit
from app.papers.catalogue.index import Entry, Field
from app.papers.catalogue.words import folded

__all__ = ["Catalogue", "Entry", "Field", "Hit", "folded"]
