# class: unlucky
# tries: nothing: answers that are numpy's numbers and texts
# marks: all
# prints: int64

# %% total
import numpy as np
import pandas as pd

total = np.array(counts).sum()
print(type(total).__name__)

# %% word
word = np.array(["most"])[0]

# %% scale
def scale(numbers, by):
    return list(np.array(numbers) * by)

# %% report
from pathlib import Path

report = np.int32(Path("report.csv").write_text("place,count\na,12\n"))

# %% line
line = __import__("sklearn.linear_model", fromlist=["*"]).LinearRegression().fit(np.array([[1.0], [2], [3]]), pd.Series([3, 5, 7]))
