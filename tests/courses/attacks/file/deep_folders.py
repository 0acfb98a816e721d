# class: file
# tries: folders hundreds of levels deep beside the notebook
# marks: all

# %% hand-in
import os
here = os.getcwd()
os.chdir(folder)
for _ in range(300):
    os.mkdir("d")
    os.chdir("d")
os.chdir(here)
