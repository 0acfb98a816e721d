"""Find the table among the cells: its column names, its records, and what is neither."""
