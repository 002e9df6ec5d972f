"""Run the migrations on the connection that ``uncramp.store.schema`` opened; its transaction is ours."""

from alembic import context

from uncramp.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds it all, SQLite's DDL included
)
context.run_migrations()
