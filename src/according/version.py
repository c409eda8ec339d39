"""The version of the program, by which pages are fetched and archived."""

__version__ = "0.1.0"
