"""What the field knows, as data: one fact sheet a file."""
