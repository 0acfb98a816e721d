# class: escape
# tries: to hand the grader open files and sockets of its own with its messages
# marks: all

# %% first
import array, gc, socket, struct, threading
from ndl_workbench.academy.sandbox import frames

(channel,) = [one for one in gc.get_objects() if type(one) is socket.socket and one.fileno() > 2]
before = frames.send
def send(channel, header, body=b"", **named):
    import json
    head = json.dumps(header).encode()
    pairs = [socket.socketpair() for _ in range(20)]
    given = array.array("i", [one.fileno() for pair in pairs for one in pair])
    channel.sendmsg([struct.pack("!II", len(head), len(body)) + head], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, given)])
    channel.sendall(body)
frames.send = send
