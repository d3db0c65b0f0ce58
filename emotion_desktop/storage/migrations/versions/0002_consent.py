"""The log of a review may note a consent.

No table changes. A program that does not know such entries cannot read the log, and is not to
open the database.
"""

revision = "0002"
down_revision = "0001.2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change nothing but the version."""
