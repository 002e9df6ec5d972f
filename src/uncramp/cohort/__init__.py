"""What many athletes teach about each other: priors learned from a cohort, and each athlete told with them."""
