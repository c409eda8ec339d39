"""How a record's tables came to the form in `according.record.tables`, step by step (Alembic)."""
