# class: file
# tries: ids of other units' questions, and of places
# marks: all

# %% hand-in
for name in ("../../total", "02_other/total", "total\x00", "TOTAL", " total", "tota\u0301l", "__init__", "constructor"):
    notebook["cells"].append({"cell_type": "code", "metadata": {"nbgrader": {"grade_id": name, "solution": True}}, "source": "1"})
