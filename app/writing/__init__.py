"""Drafts, their text, saved versions, evidence and threads. Never hears of reviewers or readers."""
