"""A table for what was worked out from curves, which may be emptied at any time."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "derived",
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(120), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
