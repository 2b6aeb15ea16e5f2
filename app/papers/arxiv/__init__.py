"""Speaks to arXiv, and nothing else in this house does: one request a call, and what its answers say.

It knows none of our tables, never asks twice and does not space requests: whoever calls it holds the turn (`queue`).
"""

from app.papers.arxiv.client import Arxiv, SearchPage

__all__ = ["Arxiv", "SearchPage"]
