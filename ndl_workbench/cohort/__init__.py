"""A cohort with no server at all: begun, collected, looked at, and forgotten, in one folder of the instructor's."""
