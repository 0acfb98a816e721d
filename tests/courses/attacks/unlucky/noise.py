# class: unlucky
# tries: nothing: warnings, prints and logging everywhere, to stdout and to stderr
# marks: all
# prints: in the log
# prints: careful
# prints: to stderr

# %% total
import logging, sys, warnings

logging.basicConfig(level=logging.DEBUG)
logging.error("in the log")
warnings.warn("careful")
warnings.warn("old", DeprecationWarning)
print("to stderr", file=sys.stderr, flush=True)
total = sum(counts)
total

# %% scale
def scale(numbers, by):
    warnings.warn("scaling")
    print("scaling", numbers)
    logging.warning("scaling")
    return [number * by for number in numbers]

# %% line
import numpy as np
from sklearn.linear_model import LinearRegression

np.float64(1) / np.float64(0)
line = LinearRegression().fit([[1], [2], [3]], [3, 5, 7])
