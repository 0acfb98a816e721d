# class: file
# tries: hundreds of files beside the notebook, some of them great
# marks: all

# %% hand-in
for number in range(300):
    (folder / f"file-{number}.txt").write_text("x")
with (folder / "great.bin").open("wb") as file:
    file.truncate(5_000_000_000)
