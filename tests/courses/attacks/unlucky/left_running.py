# class: unlucky
# tries: nothing: threads, files and handlers that are never closed
# marks: all

# %% own
import atexit, signal, threading, time, weakref

class Noisy:
    def __del__(self): raise ValueError("at the end")

kept, file = Noisy(), open("open.txt", "w")
threading.Thread(target=time.sleep, args=(60,)).start()
threading.Timer(60, print).start()
atexit.register(lambda: 1 / 0)
signal.signal(signal.SIGALRM, lambda *given: 1 / 0)
del kept
