"""What is written down of searches, and how it is forgotten."""
