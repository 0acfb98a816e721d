# class: read
# tries: to find built hints, sources and the gradebook from the package's own functions
# marks: total 0
# prints: found 0

# %% total
from pathlib import Path

import ndl_workbench
from ndl_workbench.academy import trainee
from ndl_workbench.settings import settings

found = 0
for folder in (Path.cwd(), Path(ndl_workbench.__file__).parent, settings().cache):
    for above in (folder, *folder.parents):
        for name in (".hints", "source", "submitted", "gradebook.db", "nbgrader_config.py", "marking"):
            found += (above / name).exists()
hint("total")
print("found", found)
total = 0
