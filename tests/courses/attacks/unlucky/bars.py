# class: unlucky
# tries: nothing: bars of progress, which are printed to stderr in signs that take many bytes
# marks: all
# prints: █

# %% total
import time
from tqdm import tqdm
from tqdm.auto import trange

for _ in tqdm(range(2000), mininterval=0, miniters=1, ncols=100):
    pass
for _ in trange(3):
    pass
total = sum(counts)

# %% word
print("█▓▒░é€😀" * 5000)
word = "most"
