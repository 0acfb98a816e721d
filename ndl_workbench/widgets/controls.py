"""Stock widgets, each with a visible label and nothing that only a mouse can reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from ..display.html import announcement, widget_script, without_controls

FIELD, FIELDS, SAID, WIDGET = "ndl-field", "ndl-fields", "ndl-said", "ndl-widget"
LARGEST = 1_000_000


def text_box(label: str, *, width: str = "20rem", value: str = "", live: bool = False) -> widgets.Text:
    """Make a box for a line of text; ``live`` tells of each letter, else of the whole when it is left."""
    return _field(widgets.Text(value=value, description=label, continuous_update=live), width)


def secret_box(label: str, *, width: str = "20rem") -> widgets.Password:
    """Make a box for something nobody should read over a shoulder; it is told as a whole, when it is left."""
    return _field(widgets.Password(description=label, continuous_update=False), width)


def file_box(label: str, *, ending: str) -> widgets.FileUpload:
    """Make a button by which one file of the reader's own computer is chosen."""
    layout = widgets.Layout(width="auto")
    return widgets.FileUpload(accept=ending, multiple=False, description=label, tooltip=label, layout=layout)


def long_text_box(label: str, *, width: str = "40rem", rows: int = 3) -> widgets.Textarea:
    """Make a box for a few sentences, or for lines of code."""
    return _field(widgets.Textarea(description=label, rows=rows, continuous_update=False), width)


def choice(
    label: str, everything: str, options: Sequence[str], *, width: str = "14rem", value: str = ""
) -> widgets.Dropdown:
    """Make a choice of one among several, or of "" for what ``everything`` says."""
    pairs = [(everything, ""), *_labelled(options)]
    chosen = value if value in options else ""
    return _field(widgets.Dropdown(options=pairs, value=chosen, description=label), width)


def several(
    label: str, options: Sequence[str], *, rows: int, width: str = "30rem", value: Sequence[str] = ()
) -> widgets.SelectMultiple:
    """Make a list of which some things are chosen, by arrow keys with Shift or Ctrl too."""
    chosen = tuple(option for option in value if option in options)
    made = widgets.SelectMultiple(options=_labelled(options), value=chosen, rows=rows, description=label)
    return _field(made, width)


def whole_number(label: str, *, least: int, value: int, width: str = "20rem") -> widgets.BoundedIntText:
    """Make a box for a whole number that is never below the least."""
    made = widgets.BoundedIntText(value=value, min=least, max=LARGEST, description=label, continuous_update=True)
    return _field(made, width)


def listing(label: str, *, rows: int) -> widgets.Select:
    """Make a list of which one thing is chosen, by arrow keys too."""
    return _field(widgets.Select(options=[], rows=rows, description=label), "100%")


def tick_box(label: str) -> widgets.Checkbox:
    """Make a box to tick."""
    return _field(widgets.Checkbox(value=False, description=label, indent=False), "auto")


def button(label: str, act: Callable[[], None], *, main: bool = False) -> widgets.Button:
    """Make a button. It is never switched off, for a keyboard would lose its place: it says why it cannot act."""
    made = widgets.Button(description=label, button_style="primary" if main else "")
    made.on_click(lambda _: act())
    return made


def html(value: str = "") -> widgets.HTML:
    """Make a place for what ``display`` has rendered."""
    return widgets.HTML(value=value, layout=widgets.Layout(width="100%"))


def message() -> widgets.HTML:
    """Make a place for messages, which a screen reader says when they appear."""
    return html().add_class(SAID)


def row(*children: Any) -> widgets.Box:
    """Put controls beside one another, and below where there is no room."""
    return widgets.Box(children, layout=widgets.Layout(flex_flow="row wrap")).add_class(FIELDS)


def column(*children: Any) -> widgets.Box:
    """Put parts below one another, as one widget."""
    script = {"output_type": "display_data", "data": {"application/javascript": widget_script()}, "metadata": {}}
    return widgets.VBox([*children, widgets.Output(outputs=(script,))]).add_class(WIDGET)


def tell(place: widgets.HTML, text: str, *, failed: bool = False) -> None:
    """Show a message, anew if it is what was shown before."""
    place.value = ""
    place.value = announcement(text, failed=failed)


def _labelled(options: Sequence[str]) -> list[tuple[str, str]]:
    return [(without_controls(str(option)) or "(blank)", option) for option in options]


def _field(made: Any, width: str) -> Any:
    made.layout.width = width
    made.layout.max_width = "100%"
    return made.add_class(FIELD)
