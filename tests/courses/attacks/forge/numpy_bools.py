# class: forge
# tries: truths of numpy that are neither true nor false
# marks: total 0, table 0
# prints: [2, 3, 255, 0]
# told: total “total” should be a number; yours is a bool

# %% total
import numpy as np
import pandas as pd

both = np.frombuffer(b"\x02\x03\xff\x00", dtype=np.bool_)
total = both[0]

# %% table
table = pd.DataFrame({"place": list("abcd"), "count": both})
print(both.view("u1").tolist())
