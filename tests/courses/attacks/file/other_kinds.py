# class: file
# tries: cells, sources and ids of other kinds than they should be
# marks: word 0, line 0
# told: word There is no “word” yet.

# %% hand-in
cells = notebook["cells"]
for cell in cells:
    name = cell["metadata"].get("nbgrader", {}).get("grade_id")
    if name == "total":
        cell["source"] = [part + "\n" for part in cell["source"].split("\n")]
        cell["cell_type"] = "raw"
    if name == "word":
        cell["source"] = {"text": "word = 'most'"}
    if name == "line":
        cell["metadata"]["nbgrader"]["grade_id"] = ["line"]
        cell["cell_type"] = "markdown"
notebook["cells"] = [None, 1, "total = 1", [], {}, {"cell_type": []}, *cells, {"source": [1, None]}, True]
