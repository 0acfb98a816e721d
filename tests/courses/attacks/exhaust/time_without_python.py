# class: exhaust
# tries: to run for ever where Python does not look at signals, having ignored all of them
# marks: total 0
# told: total Your cell stopped before the answer was made. It ran for more than 2 seconds, and was ended.

# %% total
import ctypes, re, signal

for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
re.match("(a+)+$", "a" * 100 + "b")
