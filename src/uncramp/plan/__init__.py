"""The plan: today's few things that are worth doing, how much, when and why; pure functions of a day's input."""
