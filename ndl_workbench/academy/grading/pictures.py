"""Tell a picture from text that only says it is one."""

from __future__ import annotations

import base64

_PNG = b"\x89PNG\r\n\x1a\n"


def is_png(picture: str) -> bool:
    """Whether a text is a picture in PNG, in base64, and nothing else."""
    try:
        return base64.b64decode(picture, validate=True).startswith(_PNG)
    except ValueError:
        return False
