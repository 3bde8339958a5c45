"""A package, so that what is loaded once for all of these tests is gone before the next."""
