# class: unlucky
# tries: nothing: a library that gives up
# marks: word 0
# told: word Your cell stopped before the answer was made. It ended Python

# %% word
import ctypes

ctypes.CDLL(None).abort()
