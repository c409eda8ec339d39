"""Pictures of what follows from the record: pure functions from findings to SVG, each with a table beside it."""
