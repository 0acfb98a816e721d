"""Checking tables of any size: SQL passes over the rows that are surely good, and the rules look at the others."""
