"""Which exposures go with this person's cramps, and how sure that is."""
