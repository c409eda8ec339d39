"""The web desk and its API."""
