"""BibTeX and biblatex files in and out: entries become CSL-JSON items, and items become entries. Pure."""
