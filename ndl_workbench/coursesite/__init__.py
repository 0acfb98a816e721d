"""The courses as a static site: what is taught, in what order, and where to begin. No answer is in it."""
