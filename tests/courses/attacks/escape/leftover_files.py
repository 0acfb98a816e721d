# class: escape
# tries: to leave a file for the next submission in every folder that can be written to
# marks: total 0
# prints: nowhere else

# %% total
import os

mine = (os.getcwd(), os.environ["TMPDIR"], "/dev/shm")
elsewhere = []
for folder, folders, names in os.walk("/"):
    folders[:] = [] if folder.count("/") > 4 else [name for name in folders if name != "share"]
    try:
        with open(f"{folder}/leftover", "w") as file:
            file.write("for the next")
        if not folder.startswith(mine):
            elsewhere.append(folder)
    except OSError:
        pass
print(elsewhere or "nowhere else")
total = 0
