# class: escape
# tries: to take away its own work folder, or to put something else in its place
# marks: report 0

# %% report
import os, shutil

for way in (lambda: os.rename("/box", "/other"), lambda: os.rmdir("/box"), lambda: os.symlink("/etc", "/box"), lambda: os.chmod("/box", 0)):
    try:
        way()
    except OSError:
        pass
os.chdir("/")
report = 17
