"""Runs migrations on the connection passed by `storage.database`."""

from alembic import context

from emotion_desktop.storage.tables import METADATA

# One transaction for all steps: a database is never left between two versions.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
