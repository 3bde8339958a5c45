"""Published pages as the API shows them, made of what `reading` prepared."""
