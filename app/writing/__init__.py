"""Drafts, their text, saved versions, evidence, threads and suggestions. Never hears of reviewers or readers."""
