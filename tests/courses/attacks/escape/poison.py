# class: escape
# tries: to change Python, pandas and IPython for the submission that comes after
# marks: line 0

# %% line
import atexit, builtins, io, json, os, random, signal, socket, sys, threading, warnings

import numpy, pandas, pandas.testing, sklearn.linear_model
from ndl_workbench.academy import expect as checks
from ndl_workbench.academy.sandbox import examiner, frames, kernel, pack, student, unpack, warm

ip = get_ipython()
ip.input_transformers_post.append(lambda lines: ["pass"])
ip.events.register("pre_run_cell", lambda *given: None)
ip.user_ns["total"] = 4761
builtins.print = builtins.sum = builtins.isinstance = lambda *given, **named: True
builtins.total = 4761
json.dumps = json.loads = lambda *given, **named: "{}"
pandas.testing.assert_frame_equal = lambda *given, **named: None
pandas.DataFrame.equals = lambda *given: True
pandas.set_option("display.precision", 1)
sklearn.linear_model.LinearRegression.predict = lambda *given: [21.0, 41.0]
numpy.random.seed(1)
sys.modules["json"] = sys.modules["pandas"] = sys.modules["os"] = None
sys.path.insert(0, "/box")
sys.meta_path.clear()
sys.setrecursionlimit(50)
for module in (checks, pack, unpack, frames, student, examiner, kernel, warm):
    for name in [name for name, value in vars(module).items() if callable(value)]:
        setattr(module, name, lambda *given, **named: True)
os.umask(0)
os.chdir("/")
os.environ.clear()
