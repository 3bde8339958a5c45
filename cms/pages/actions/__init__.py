"""What is done to pages, a subject a file."""
