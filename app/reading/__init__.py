"""A person's shelf and notes, each note anchored to a passage. Never changes a paper, never knows a draft."""
