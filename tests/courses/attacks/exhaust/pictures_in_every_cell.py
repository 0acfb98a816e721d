# class: exhaust
# tries: to have the grader keep hundreds of megabytes of pictures, some from each of many cells
# marks: all

# %% hand-in
cell = """
from IPython.display import publish_display_data
for n in range(8):
    publish_display_data({"image/png": "iVBORw0KGgoA" + "A" * 390_000})
"""
own = {"cell_type": "code", "metadata": {}, "outputs": [], "source": cell}
notebook["cells"] += [dict(own) for _ in range(100)]
