"""The HTTP API: the same actions as the pages and the command line, as JSON."""
