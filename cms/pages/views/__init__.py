"""Screens of the admin about pages, a subject a file."""
