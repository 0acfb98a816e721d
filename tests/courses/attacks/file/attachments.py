# class: file
# tries: attachments, and cells of kinds there are none of
# marks: all

# %% hand-in
for cell in notebook["cells"]:
    cell["attachments"] = {"a.svg": {"image/svg+xml": "<svg onload=alert(1)>" * 1000}}
notebook["cells"] += [{"cell_type": kind, "metadata": {}, "source": "1/0"} for kind in ("heading", "raw", "sql", "__init__")]
