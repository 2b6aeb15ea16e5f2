"""Asking an author of the paper whether a few claims are what it says: one mail, one page, no account."""
