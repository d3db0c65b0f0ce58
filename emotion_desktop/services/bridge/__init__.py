"""Where what worker threads say becomes Qt signals; the only Qt among the services."""
