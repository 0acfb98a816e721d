"""Tell a picture from text that only says it is one."""

from __future__ import annotations

import base64
import struct

_PNG = b"\x89PNG\r\n\x1a\n"
# A small file may hold a picture that fills a browser's memory.
MOST_PIXELS = 12_000_000


def is_png(picture: str) -> bool:
    """Whether a text is a picture in PNG of a fair size, in base64, and nothing else."""
    try:
        content = base64.b64decode(picture, validate=True)
        # The first part of a PNG begins with its width and height.
        width, height = struct.unpack_from("!II", content, 16)
    except (ValueError, struct.error):
        return False
    return content.startswith(_PNG) and 0 < width * height <= MOST_PIXELS
