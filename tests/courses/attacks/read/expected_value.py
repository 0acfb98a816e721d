# class: read
# tries: to be told the right table by an answer that differs in one cell
# marks: table 0
# told: table A check that was held back found a mistake.

# %% table
import pandas as pd

table = pd.DataFrame({"place": ["a", "b", "c", "d"], "count": [12, 30, 0, 8]})
