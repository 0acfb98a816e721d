"""The only place that makes HTML and pictures. It knows blocks, and no result type."""

from .blocks import (
    Badge,
    Block,
    Cell,
    Code,
    Contents,
    Details,
    Facts,
    Figure,
    Heading,
    Items,
    Link,
    Notice,
    Prose,
    Quoted,
    Table,
    Text,
    lowered,
)
from .lessons import learn, learn_blocks
from .prose import prose
from .result import Result

__all__ = [
    "Badge",
    "Block",
    "Cell",
    "Code",
    "Contents",
    "Details",
    "Facts",
    "Figure",
    "Heading",
    "Items",
    "Link",
    "Notice",
    "Prose",
    "Quoted",
    "Result",
    "Table",
    "Text",
    "learn",
    "learn_blocks",
    "lowered",
    "prose",
]
