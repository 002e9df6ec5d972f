"""Self-trials: whether a remedy works for this person, settled by chance and not by belief."""
