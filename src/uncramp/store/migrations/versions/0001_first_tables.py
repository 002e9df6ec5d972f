"""The first tables: people, changes, records, series, profiles, imported files, meta."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables of the first released diary."""
    seq = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "people",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("made_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "changes",
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("undoes", sa.BigInteger),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_changes_person"),
    )
    op.create_table(
        "records",
        sa.Column("seq", seq, primary_key=True, autoincrement=True),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("starts_at", sa.BigInteger),
        sa.Column("ends_at", sa.BigInteger),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("change", sa.BigInteger, nullable=False),
        sa.Column("noted_at", sa.BigInteger),
        sa.Column("state", sa.SmallInteger, nullable=False),
        sa.Column("version", sa.SmallInteger, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("corrected", sa.Text),
        sa.Column("source", sa.String(200)),
        sa.Column("imported_file", sa.String(64)),
        sa.UniqueConstraint("person", "id", "revision", name="uq_records_person_id_revision"),
        sa.ForeignKeyConstraint(
            ["person", "change"], ["changes.person", "changes.number"], name="fk_records_person_change"
        ),
    )
    op.create_index("ix_records_person_kind_starts_at", "records", ["person", "kind", "starts_at"])
    op.create_index("ix_records_person_change", "records", ["person", "change"])
    op.create_table(
        "series",
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("version", sa.SmallInteger, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_series_person"),
    )
    op.create_table(
        "profiles",
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("change", sa.BigInteger, nullable=False),
        sa.Column("version", sa.SmallInteger, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["person", "change"], ["changes.person", "changes.number"], name="fk_profiles_person_change"
        ),
    )
    op.create_table(
        "imported_files",
        sa.Column("seq", seq, primary_key=True, autoincrement=True),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("read_at", sa.BigInteger, nullable=False),
        sa.Column("change", sa.BigInteger),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_imported_files_person"),
    )
    op.create_index("ix_imported_files_person_sha256", "imported_files", ["person", "sha256"])
    op.create_table(
        "meta",
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
