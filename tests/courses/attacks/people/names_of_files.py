# class: people
# tries: markup and escapes in names of files
# marks: all

# %% hand-in
for name in ("<img src=x onerror=alert('ndl-attack')>.csv", "\x1b[2J.txt", "\u202egnp.exe", "a\nb", "'; DROP TABLE grade; --", "n\udcff"):
    (folder / name).write_text("x")
(folder / "feedback").mkdir()
(folder / "feedback" / "01_several.html").write_text("<script>alert('ndl-attack')</script>")
