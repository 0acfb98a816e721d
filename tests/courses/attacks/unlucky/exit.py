# class: unlucky
# tries: nothing: a cell that ends Python
# marks: word 0
# told: word Your cell stopped before the answer was made. It ended Python

# %% word
import os

os._exit(0)
