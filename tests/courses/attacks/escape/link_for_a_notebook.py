# class: escape
# tries: to hand in a link to somebody else's notebook
# marks: refused

# %% hand-in
import os

os.symlink(folder.parents[1] / "neighbour" / "01_several" / "01_several.ipynb", path)
