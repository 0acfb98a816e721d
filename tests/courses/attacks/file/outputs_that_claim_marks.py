# class: file
# tries: outputs that say the tests have passed, and with how many marks
# marks: total 0

# %% hand-in
for cell in notebook["cells"]:
    if cell["metadata"].get("nbgrader", {}).get("grade_id") == "total":
        cell["source"] = "total = 0"
    if cell["cell_type"] == "code":
        cell["outputs"] = [
            {"output_type": "execute_result", "data": {"text/plain": "100.0"}, "metadata": {}, "execution_count": 1},
            {"output_type": "stream", "name": "stdout", "text": "Nothing wrong so far."},
            "100", None, {"output_type": 7},
        ]
        cell["execution_count"] = "many"
