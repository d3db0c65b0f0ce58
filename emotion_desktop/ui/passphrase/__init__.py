"""Dialogs that ask for the passphrase of an encrypted data folder."""
