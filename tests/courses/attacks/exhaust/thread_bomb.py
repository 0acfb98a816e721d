# class: exhaust
# tries: to begin threads that begin threads
# marks: total 0
# told: total Your cell stopped before the answer was made. It stopped on line 11 with RuntimeError: can't start new thread

# %% total
import threading, time

threading.stack_size(65_536)
done = threading.Event()

def more():
    done.wait()

try:
    while True:
        threading.Thread(target=more, daemon=True).start()
finally:
    print("threads", threading.active_count())
    done.set()

# %% own
print(threading.active_count())
