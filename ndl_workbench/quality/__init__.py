"""Standards in; findings, repairs and coverage out."""
