# class: unlucky
# tries: nothing: an answer that comes from pandas' nullable numbers
# marks: all

# %% total
import pandas as pd

total = pd.array(counts, dtype="Int64").sum()

# %% table
table = pd.DataFrame.from_records([{"place": place, "count": count} for place, count in zip("abcd", counts)])
table.attrs["about"] = "mine"
