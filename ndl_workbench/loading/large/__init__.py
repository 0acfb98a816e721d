"""Files too large to be held as rows."""
