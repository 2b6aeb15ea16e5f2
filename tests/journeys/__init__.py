"""What people do here, from their first link to the feed, in a real browser on the real server."""
