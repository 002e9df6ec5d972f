"""How likely the next cramp is: probabilities with their intervals and reasons, and how good they have been so far."""
