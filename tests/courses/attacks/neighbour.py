# class: neighbour
# tries: nothing. An honest submission, which also looks whether anything around it has changed
# marks: all
# limits: cell 20
# limits: call 20
# limits: test 20
# limits: submission 60
# prints: "nice": 0

# %% own
import atexit, builtins, hashlib, io, json, os, signal, socket, sys, threading, warnings
from pathlib import Path

import numpy, pandas, sklearn.linear_model, IPython, ndl_workbench

# Forks of one interpreter have the same functions at the same places, unless somebody has put others there.
known = [builtins, io, json, os, signal, socket, threading, warnings, numpy, numpy.random, pandas, pandas.testing, IPython]
known += [pandas.DataFrame, pandas.Series, sklearn.linear_model.LinearRegression, type(get_ipython()), json.JSONEncoder]
functions = [(name, id(value)) for of in known for name, value in vars(of).items() if callable(value)]
# Python and its packages may lie below one of the places, and are many.
own = {sys.prefix, sys.base_prefix, str(Path(ndl_workbench.__file__).parent), "/etc/ssl", "/etc/alternatives"}


def below(place):
    for folder, folders, names in os.walk(place):
        folders[:] = [name for name in folders if str(Path(folder, name)) not in own]
        yield from (str(Path(folder, name)) for name in (*folders, *names))


places = {".", os.environ["TMPDIR"], "/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/box", "/etc"}
there = {
    "files": sorted(path for place in places for path in below(place)),
    "variables": sorted(os.environ.items()),
    "threads": threading.active_count(),
    "handlers": [str(signal.getsignal(number)) for number in sorted(signal.valid_signals())],
    "at the end": atexit._ncallbacks(),
    "warnings": [str(one) for one in warnings.filters],
    "path": sys.path,
    "modules": len(sys.modules),
    "functions": hashlib.sha256(str(sorted(functions)).encode()).hexdigest(),
    "options": str({name: pandas.get_option(name) for name in ("display.max_rows", "display.precision", "compute.use_numexpr")}),
    "transformers": len(get_ipython().input_transformers_post) + len(get_ipython().ast_transformers),
    "hooks": {name: len(hooks) for name, hooks in get_ipython().events.callbacks.items()},
    "descriptors": sorted(os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else [],
    "mask": os.umask(0o022),
    "nice": os.nice(0),
}
print(json.dumps(there, indent=1))
