"""Asks, invitations and reviews of saved versions. Never reads a live text, never blocks publishing."""
