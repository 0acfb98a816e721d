# class: unlucky
# tries: nothing: a cell that works in a folder of its own, and reads what came with the unit
# marks: all
# prints: ['a', 'b']

# %% own
import contextlib
from pathlib import Path

import pandas as pd

Path("mine").mkdir()
with contextlib.chdir("mine"):
    Path("notes.txt").write_text("x")
    print(pd.read_csv("../data/places.csv").place.tolist())
