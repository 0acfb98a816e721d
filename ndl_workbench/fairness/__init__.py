"""Who is in the data, who is missing, and how far outcomes differ between groups."""
