"""A sample course to try all of Stillroom with no network, made through the real verbs."""
