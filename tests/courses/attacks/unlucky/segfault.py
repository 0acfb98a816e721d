# class: unlucky
# tries: nothing: a cell that crashes Python
# marks: word 0
# told: word Your cell stopped before the answer was made. It ended Python

# %% word
import ctypes

ctypes.string_at(0)
