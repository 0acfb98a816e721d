# class: escape
# tries: to reach others by names of sockets, from the one kind of pair there may be
# marks: total 0
# prints: reached []

# %% total
import os, socket

reached = []
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
    one, _ = socket.socketpair(socket.AF_UNIX, kind)
    for name in ("\0ndl", "\0/tmp/.X11-unix/X0", "/run/dbus/system_bus_socket", "/var/run/docker.sock", "./mine"):
        for way in (one.bind, one.connect, lambda name: one.sendto(b"x", name)):
            try:
                way(name)
                if way == one.bind or kind == socket.SOCK_DGRAM:
                    reached.append((kind, name))
            except OSError:
                pass
    try:
        one.listen()
        reached.append("listen")
    except OSError:
        pass
print("reached", reached)
total = 0
