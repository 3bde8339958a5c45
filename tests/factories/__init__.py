"""What tests are made of: plain functions that make one thing each, with sensible defaults, through the real models."""
