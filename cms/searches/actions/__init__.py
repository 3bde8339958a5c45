"""What people do with their searches, and what is told to them of those."""
