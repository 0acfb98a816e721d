"""The only place that makes HTML and pictures. It knows blocks, and no result type."""

from .blocks import Badge, Block, Cell, Code, Details, Facts, Figure, Heading, Items, Link, Notice, Table, Text, lowered
from .result import Result

__all__ = [
    "Badge",
    "Block",
    "Cell",
    "Code",
    "Details",
    "Facts",
    "Figure",
    "Heading",
    "Items",
    "Link",
    "Notice",
    "Result",
    "Table",
    "Text",
    "lowered",
]
