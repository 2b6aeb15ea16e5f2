"""How long it takes here from asking to the first answer, and from that to publishing: told of nobody in particular."""
