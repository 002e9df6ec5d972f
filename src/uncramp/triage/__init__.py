"""From answers to how soon someone else must look at it."""
