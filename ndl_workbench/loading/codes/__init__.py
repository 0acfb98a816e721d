"""Codes that change: recognise them, and carry rows of local authorities from old codes to new ones."""
