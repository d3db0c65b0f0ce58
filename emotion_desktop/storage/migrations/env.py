"""Runs migrations on the connection passed by `storage.database`."""

from alembic import context

from emotion_desktop.storage.tables import METADATA

# All steps are in the one transaction that `storage.database` began: a database is never left
# between two versions.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
