# class: unlucky
# tries: nothing: a cell that goes to another folder and stays there
# marks: all

# %% own
import os

os.makedirs("mine")
os.chdir("mine")

# %% report
from pathlib import Path

report = Path("../report.csv").write_text("place,count\na,12\n")
