"""Practice data of the courses: made up, seeded, in fictional places. Each function says so in what it makes."""
