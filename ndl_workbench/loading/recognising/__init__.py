"""Tell what a file is by its content, and take it out of its archive."""
