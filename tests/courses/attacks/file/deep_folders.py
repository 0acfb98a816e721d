# class: file
# tries: folders eleven hundred levels deep beside the notebook
# marks: all

# %% hand-in
import os
here = os.getcwd()
os.chdir(folder)
for _ in range(1_100):
    os.mkdir("d")
    os.chdir("d")
os.chdir(here)
