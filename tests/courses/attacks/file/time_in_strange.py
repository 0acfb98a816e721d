# class: file
# tries: a time of handing in that is none
# marks: all

# %% hand-in
(folder / "timestamp.txt").write_text("0000-99-99 T\x00:\u0661 +99999")
