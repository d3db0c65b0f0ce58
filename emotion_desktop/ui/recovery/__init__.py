"""The dialog for interrupted sessions."""
