"""From results to sentences and pictures of them, in a language that is an argument."""
