# class: file
# tries: cells of its own of many megabytes
# marks: all

# %% hand-in
notebook["cells"] += [{"cell_type": "code", "metadata": {}, "source": "# " + "x" * 1_000_000}] * 30
