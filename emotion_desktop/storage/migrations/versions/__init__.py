"""One module per version; released modules are never changed."""
