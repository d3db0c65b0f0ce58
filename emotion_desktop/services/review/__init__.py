"""The review of sessions: editing one, and searching many."""
