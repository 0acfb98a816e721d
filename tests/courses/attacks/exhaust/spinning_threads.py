# class: exhaust
# tries: to keep the processor busy while the next questions are asked
# marks: all

# %% own
import threading

def spin():
    while True:
        pass

for _ in range(3):
    threading.Thread(target=spin, daemon=True).start()
