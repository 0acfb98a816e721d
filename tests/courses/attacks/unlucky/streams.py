# class: unlucky
# tries: nothing: streams that are closed, replaced and written to below Python
# marks: all

# %% total
import io, os, sys

total = sum(counts)
os.write(1, b"below")
os.write(2, b"below")
sys.stdout.close()

# %% word
import sys

word = "most"
sys.stdout = io.StringIO()
sys.stderr = None
sys.__stdout__ = None

# %% table
import pandas as pd

table = pd.DataFrame({"place": ["a", "b", "c", "d"], "count": counts})
print("after", file=sys.stdout)
