# class: exhaust
# tries: to use all the time of the whole notebook, a little under the limit of each cell
# marks: total 0, word 0, table 0, scale 0, report 0, line 0
# limits: submission 5
# told: line There was no time left

# %% hand-in
own = {"cell_type": "code", "metadata": {}, "outputs": [], "source": "import time\ntime.sleep(1.2)"}
notebook["cells"] = [dict(own) for _ in range(8)] + notebook["cells"]
