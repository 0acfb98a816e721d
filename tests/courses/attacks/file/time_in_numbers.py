# class: file
# tries: a time of handing in that is none
# marks: all

# %% hand-in
(folder / "timestamp.txt").write_text("999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999")
