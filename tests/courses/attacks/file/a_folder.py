# class: file
# tries: a folder by the name of the notebook
# marks: refused

# %% hand-in
path.mkdir()
(path / "x").write_text("x")
