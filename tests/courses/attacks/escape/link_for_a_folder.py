# class: escape
# tries: to hand in a link to somebody else's folder
# marks: refused

# %% hand-in
import os

folder.rmdir()
os.symlink(folder.parents[1] / "neighbour" / "01_several", folder)
