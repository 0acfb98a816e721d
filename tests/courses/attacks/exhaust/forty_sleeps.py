# class: exhaust
# tries: forty processes that sleep. That none begins shows that a fork bomb cannot, before one is tried
# marks: all
# prints: begun 0 of 40; threads 40 of 40

# %% own
import subprocess, threading, time

begun = []
for number in range(40):
    try:
        begun.append(subprocess.Popen(["/usr/bin/sleep", "5"]))
    except OSError:
        pass
threads = []
for number in range(40):
    threads.append(threading.Thread(target=time.sleep, args=(0.2,)))
    threads[-1].start()
print(f"begun {len(begun)} of 40; threads {len(threads)} of 40")
for thread in threads:
    thread.join()
