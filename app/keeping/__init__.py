"""What the keeper of an instance sees and decides. Nothing depends on it."""
