# class: exhaust
# tries: cells that Python cannot take in: thousands of brackets and of signs
# marks: total 0, word 0
# told: total Your cell stopped before the answer was made. It

# %% total
total = 1

# %% word
word = "most"

# %% hand-in
for cell in notebook["cells"]:
    name = cell["metadata"].get("nbgrader", {}).get("grade_id")
    if name == "total":
        cell["source"] = "total = " + "(" * 3_000 + "1" + ")" * 3_000
    if name == "word":
        cell["source"] = "word = " + "-" * 100_000 + "1"
