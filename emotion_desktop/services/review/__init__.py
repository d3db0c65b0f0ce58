"""The review of sessions: what a person does in one, and what is found in many."""
