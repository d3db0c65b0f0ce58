"""How a database of an older version of the program gets today's shape (Alembic)."""
