"""Alembic's entry point: runs on the connection that `testimonia.store.sqlite` hands over, in its transaction."""

from alembic import context

from testimonia.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
