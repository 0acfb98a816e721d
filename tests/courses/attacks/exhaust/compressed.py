# class: exhaust
# tries: to unpack gigabytes from small files that were handed in
# marks: total 0, word 0
# told: total Your cell stopped before the answer was made. It stopped on line 3 with OSError
# told: word Your cell stopped before the answer was made. It

# %% hand-in
import gzip, zipfile

with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("zeros", bytes(50_000_000))
(folder / "bomb.gz").write_bytes(gzip.compress(bytes(10_000_000)) * 300)

# %% total
import zipfile

zipfile.ZipFile("bomb.zip").extractall("unpacked")

# %% word
import gzip, shutil

shutil.rmtree("unpacked", ignore_errors=True)
word = gzip.open("bomb.gz").read()
