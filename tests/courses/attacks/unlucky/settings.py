# class: unlucky
# tries: nothing: settings of Python and its libraries that stay changed
# marks: all

# %% first
import decimal, gc, locale, os, random, sys, warnings

import numpy as np
import pandas as pd

warnings.simplefilter("error")
np.seterr(all="raise")
np.set_printoptions(precision=1, threshold=1)
pd.set_option("display.max_rows", 1, "mode.chained_assignment", "raise", "display.precision", 0)
random.seed(1)
np.random.seed(1)
decimal.getcontext().prec = 2
gc.disable()
os.environ["TZ"] = "Asia/Tokyo"
os.umask(0o777)
sys.setswitchinterval(1)
sys.tracebacklimit = 0
