# class: escape
# tries: messages that say they are of gigabytes, or are no messages
# marks: total 0, word 0, report 0
# told: total Your cell stopped before the answer was made. It ended Python

# %% total
import gc, os, socket, struct, time

(channel,) = [one for one in gc.get_objects() if type(one) is socket.socket and one.fileno() > 2]
channel.sendall(struct.pack("!II", 2**32 - 1, 2**32 - 1))
time.sleep(30)

# %% word
import gc, os, socket, struct, time

(channel,) = [one for one in gc.get_objects() if type(one) is socket.socket and one.fileno() > 2]
channel.sendall(struct.pack("!II", 9, 0) + b"\xff\xfe\x00not JSON")
time.sleep(30)

# %% report
import gc, os, socket, struct, time

(channel,) = [one for one in gc.get_objects() if type(one) is socket.socket and one.fileno() > 2]
channel.sendall(struct.pack("!II", 2, 0) + b"[]")
time.sleep(30)
