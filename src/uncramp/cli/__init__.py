"""The command line: thin commands over actions."""
