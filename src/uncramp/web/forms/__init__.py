"""Forms read off the record types: a field added to a record appears here by itself."""
