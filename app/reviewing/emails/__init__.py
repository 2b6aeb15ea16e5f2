"""Each mail of this room: a pure function from plain values to a message."""
