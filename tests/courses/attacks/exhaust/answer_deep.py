# class: exhaust
# tries: answers too deep to be read, and one that contains itself
# marks: total 0, word 0, table 0
# told: total Your answer could not be read: it is too large: more than 40 levels
# told: word Your answer could not be read: it is too large: more than 40 levels
# told: table Your answer could not be read

# %% total
total = []
for _ in range(100_000):
    total = [total]

# %% word
word = {}
word["word"] = word

# %% table
import pandas as pd

table = pd.DataFrame({"place": [1], "count": [1]}, dtype=object)
table.iat[0, 0] = table
