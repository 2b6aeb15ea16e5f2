"""Who is here: accounts, signing in, signed links, tokens. Never knows what anybody reads or writes."""
