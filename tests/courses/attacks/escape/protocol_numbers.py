# class: escape
# tries: a header with a number of so many digits that reading it is refused or takes for ever, and one too deep
# marks: total 0, word 0
# told: total Your cell stopped before the answer was made. It ended Python
# told: word Your cell stopped before the answer was made. It ended Python

# %% total
import gc, socket, struct

(channel,) = [one for one in gc.get_objects() if type(one) is socket.socket and one.fileno() > 2]
head = b'{"token": ' + b"9" * 60_000 + b"}"
channel.sendall(struct.pack("!II", len(head), 0) + head)

# %% word
import gc, socket, struct

(channel,) = [one for one in gc.get_objects() if type(one) is socket.socket and one.fileno() > 2]
head = b'{"token":' + b"[" * 30_000 + b"]" * 30_000 + b"}"
channel.sendall(struct.pack("!II", len(head), 0) + head)
