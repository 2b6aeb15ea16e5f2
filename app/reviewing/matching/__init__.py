"""Who knows about what, and who is asked about which draft: expertise as vectors of text, and assignment. Pure."""
