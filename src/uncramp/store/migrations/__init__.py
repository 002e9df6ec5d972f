"""Alembic migrations of the diary; run by ``uncramp.store.schema`` inside one transaction."""
