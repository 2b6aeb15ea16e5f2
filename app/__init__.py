"""Stillroom: turn research papers into explanations that others can trust."""
