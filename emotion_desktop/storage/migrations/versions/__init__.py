"""One module a version; a module that was released is never changed."""
