"""The course path: one text source a unit, built, proved and released as nbgrader assignments."""
