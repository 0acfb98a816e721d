"""Take out of a stranger's text what is no text, before it is kept, printed or shown."""

from __future__ import annotations

import re
from typing import Any

_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def plain(text: Any) -> str:
    """Put a sign in place of what is no text: a terminal's escapes, and what turns the direction of writing.

    A value that is not even a text comes from no code of ours, and is "".
    """
    if not isinstance(text, str):
        return ""
    text = _COLOURS.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("\ufffd", text)
