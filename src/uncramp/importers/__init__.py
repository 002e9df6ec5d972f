"""Files to records, and nothing else: no person, no clock, no store."""
