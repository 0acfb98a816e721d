# class: escape
# tries: to change a file of the course before a test reads it
# marks: all
# prints: changed

# %% own
import os, shutil

open("data/places.csv", "w").write("changed")
print(open("data/places.csv").read())
os.rename("data", "elsewhere")
os.symlink("/", "data")
