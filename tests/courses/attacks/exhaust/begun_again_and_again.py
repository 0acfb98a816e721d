# class: exhaust
# tries: to be begun again after each of many crashes, with ever more cells to run before
# marks: all

# %% hand-in
good = {"cell_type": "code", "metadata": {}, "outputs": [], "source": "x = 1"}
bad = {"cell_type": "code", "metadata": {}, "outputs": [], "source": "import os\nos._exit(0)"}
notebook["cells"] = [dict(good) for _ in range(30)] + [dict(bad) for _ in range(4)] + notebook["cells"]
