# class: forge
# tries: categories, index and dtypes that would be decoded into something right
# marks: table 0

# %% table
import pandas as pd

kinds = pd.CategoricalDtype(["a", "b", "c", "d"], ordered=True)
table = pd.DataFrame({"place": pd.Series(["a", "b", "c", "d"], dtype=kinds), "count": pd.Series(counts, dtype=object)})
table = pd.concat([table, table[["count"]]], axis=1).set_index(pd.MultiIndex.from_arrays([[0, 1, 2, 3], [None] * 4]))
table.attrs["right"] = True
