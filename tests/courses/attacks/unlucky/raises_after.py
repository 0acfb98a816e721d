# class: unlucky
# tries: nothing: errors in cells after the answer was made
# marks: all

# %% total
total = sum(counts)
raise ValueError("too late to matter")

# %% word
word = "most"
exit()

# %% own
1 / 0

# %% own
def broken(:

# %% table
import pandas as pd

table = pd.DataFrame({"place": ["a", "b", "c", "d"], "count": counts})
quit
table.plot()
