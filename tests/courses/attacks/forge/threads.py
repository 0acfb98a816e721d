# class: forge
# tries: threads that go on changing answers after their cell has ended
# marks: total 0, word 0, table 0

# %% total
import threading

import pandas as pd

total, word = 0, "?"

def change():
    global total, word, table
    while True:
        for total in (0, 1, 2.5, None):
            word = ["least", "more"][bool(total)]
            table = pd.DataFrame({"place": ["a"], "count": [total]})

for _ in range(3):
    threading.Thread(target=change, daemon=True).start()

# %% word
1

# %% table
2
