"""ORCID: an iD that somebody showed to be theirs, and signing in with it. Off unless the keeper turns it on."""
