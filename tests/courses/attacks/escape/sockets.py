# class: escape
# tries: to open a socket of any family and kind, and pairs of families that lead elsewhere
# marks: total 0
# prints: opened []

# %% total
import socket

opened = []
for family in range(0, 46):
    for kind in (1, 2, 3, 5):
        for make in (socket.socket, socket.socketpair):
            try:
                make(family, kind)
                if (make, family) != (socket.socketpair, socket.AF_UNIX):
                    opened.append((make.__name__, family, kind))
            except (OSError, ValueError):
                pass
for way in (lambda: socket.create_connection(("127.0.0.1", 22), 1), lambda: socket.create_server(("127.0.0.1", 0)), lambda: socket.getaddrinfo("example.org", 80)):
    try:
        opened.append(way())
    except OSError:
        pass
print("opened", opened)
total = 0
