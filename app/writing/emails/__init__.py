"""What this room writes to people: one mail a file, each a pure function of plain values."""
