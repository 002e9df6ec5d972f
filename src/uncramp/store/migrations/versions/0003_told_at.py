"""Two columns for when, and by what, a state out of a backup came to be."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them; of what is there nothing came with a history."""
    op.add_column("records", sa.Column("told_at", sa.BigInteger()))
    op.add_column("records", sa.Column("told_by", sa.String(64)))
