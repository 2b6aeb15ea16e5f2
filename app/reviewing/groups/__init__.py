"""Groups: a cohort or a write-a-thon, with its people, reading list and dates, in which a keeper has drafts reviewed.

Its keeper sees where the drafts stand that people bring into it, never their text and never anybody's notes.
"""
