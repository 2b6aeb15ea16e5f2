"""Waiting: what happens next with an ask, and when; who is reminded of it. Nobody waits in silence or is pestered."""
