"""What is done to keep pages true and their links whole."""
