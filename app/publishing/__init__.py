"""Releases of saved versions, their pages and feeds. Never changes what it publishes."""
