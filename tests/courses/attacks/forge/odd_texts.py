# class: forge
# tries: texts that look right and are not: of other directions, widths and halves
# marks: word 0, table 0
# told: word Another word is meant.

# %% word
word = "\u202emost\u202c\u200b\ud83d"

# %% table
import pandas as pd

table = pd.DataFrame({"place": ["a", "b\u200d", "\u0441", "d\x00"], "count": counts, "pl\u0430ce": 0})
