"""The diary on disk: the only room that knows a database."""
