"""How probable a proposed speaker is, and the translation that the text network read.

Only adds, like 0001.1.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001.2"
down_revision = "0001.1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two columns, empty for what was stored before."""
    op.add_column("segments", sa.Column("speaker_confidence", sa.Float))
    op.add_column("segments", sa.Column("translation", sa.String))
