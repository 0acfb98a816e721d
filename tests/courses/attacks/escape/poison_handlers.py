# class: escape
# tries: to leave handlers, timers, threads and exit functions behind
# marks: all

# %% own
import atexit, faulthandler, gc, os, signal, sys, threading, weakref

for number in signal.valid_signals():
    try:
        signal.signal(number, lambda *given: None)
    except (OSError, ValueError):
        pass
atexit.register(os.abort)
os.register_at_fork(before=os.abort, after_in_child=os.abort)
gc.callbacks.append(lambda *given: None)
sys.setprofile(None)
sys.addaudithook(lambda *given: None)
threading.settrace(lambda *given: None)
threading.excepthook = lambda *given: None
sys.unraisablehook = sys.excepthook = lambda *given: None
signal.setitimer(signal.ITIMER_REAL, 0.5, 0.5)
os.nice(10)
