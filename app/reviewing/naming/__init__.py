"""Whose name a draft's writers and readers learn: whoever they picked themselves, and others once they sign."""
