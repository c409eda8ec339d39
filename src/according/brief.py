"""The brief: a page for a reader, every sentence with its sources."""
