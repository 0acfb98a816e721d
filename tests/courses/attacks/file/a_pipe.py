# class: file
# tries: a pipe by the name of the notebook, that is never written to
# marks: refused

# %% hand-in
import os
os.mkfifo(path)
