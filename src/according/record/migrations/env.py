"""Where Alembic begins: on the connection, and in the transaction, that `according.record.database` holds."""

from __future__ import annotations

from alembic import context

from according.record.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
