# class: forge
# tries: to mend earlier answers in later cells, and to spoil those already judged
# marks: total 0

# %% total
total = 1

# %% word
total = 4761
word = "most"

# %% own
del total
word = None

# %% table
import pandas as pd

table = pd.DataFrame({"place": ["a", "b", "c", "d"], "count": counts})

# %% own
import os
del table
os.environ.clear()
