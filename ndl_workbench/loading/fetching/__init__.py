"""Bring files from the web, within limits, and never from where a stranger points."""
