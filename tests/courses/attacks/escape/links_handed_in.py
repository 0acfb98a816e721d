# class: escape
# tries: to have the grader read files of the instructor's as files that were handed in
# marks: total 0
# prints: there []

# %% hand-in
import os

cohort = folder.parents[2]
os.symlink(cohort / "gradebook.db", folder / "data.csv")
os.symlink(cohort / "submitted" / "neighbour", folder / "others")
os.symlink("/etc/passwd", folder / "users")
os.link(cohort / "gradebook.db", folder / "notes.ipynb")
os.mkfifo(folder / "pipe")
(folder / "deep").mkdir()
os.symlink("../../../gradebook.db", folder / "deep" / "up")

# %% total
import os

there = [name for name in ("data.csv", "others", "users", "notes.ipynb", "pipe", "deep/up") if os.path.lexists(name)]
print("there", there)
total = 0
