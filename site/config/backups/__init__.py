"""A whole Plein in a folder, and back: the database, the uploads, and a manifest that says what should be there."""
