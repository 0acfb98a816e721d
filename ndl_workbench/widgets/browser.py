"""Datasets to look through by hand: search as you type, narrow down, look at one, open it."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from .. import workbench
from ..catalogue import browsing
from ..catalogue.records import Dataset
from ..catalogue.results import Facet, Hit, Results
from ..catalogue.sources.register import chosen
from ..display import Block, Heading, Notice, Text, lowered
from ..display.html import part, widget_head, without_controls
from ..errors import InputError
from . import controls
from .explorer import Explorer
from .latest import Latest

if TYPE_CHECKING:
    import pandas as pd

    from ..catalogue.preview import Preview

PAUSE = 0.25
LIMIT = 50
LONGEST_LABEL = 60
BEGIN = (
    "Unofficial. As you type, what is on this machine is searched. Sites are asked only when you press the button, and "
    "when you narrow down what they answered."
)
FACETS = {
    "publisher": "Publisher",
    "theme": "Theme",
    "format": "Format",
    "licence": "Licence",
    "place": "Place",
    "year": "Year",
    "freshness": "Freshness",
}
NO_HIT = "No dataset is chosen."
SEARCHING = "Searching …"
NO_SITES = "There is no site among the sources."
NOTHING = Results("", None, (), (), more=False)


class Browser(Explorer):
    """A widget to search for datasets. Where one is synthetic, its line, its head, its rows and the messages say so.

    Attributes
    ----------
    results, hit, table
        What was found, the chosen one of it (None where there is none), and the table that was opened last.
    widget
        What JupyterLab shows.
    query, ask_sites, facets
        The words, the button that asks the sites too, and the choices that narrow down, by the facet's name.
    hits, found
        The list of what was found, and where it is said how much that is.
    head, file, first_rows, columns, coverage, record
        The chosen dataset, its files where there are several, and the buttons that show a part of it.
    part, looked
        That part, and where it is said that it is there.
    code, copy, name, open, saved
        The lines that load it, what copies them, the name of the table to be, what opens it, and what came of that.
    """

    def __init__(self, query: str, source: str | Sequence[str]) -> None:
        super().__init__()
        self._here, self._everywhere = _whom_to_ask(source)
        self._asked = self._here
        self.results = NOTHING
        self.hit: Hit | None = None
        self.table: pd.DataFrame | None = None
        self._opened: dict[str, pd.DataFrame] = {}
        self._searching, self._reading, self._opening = Latest(PAUSE), Latest(), Latest()
        self._make_search(query)
        self._make_preview()
        self._make_loading()
        self.widget = self._laid_out()
        self._list(_search(query, self._here, {}))

    @property
    def _title(self) -> str:
        return "datasets"

    @property
    def _synthetic(self) -> bool:
        return self.hit is not None and self.hit.synthetic

    # --- the parts ------------------------------------------------------------------------------------

    def _make_search(self, query: str) -> None:
        self.query = controls.text_box("Search for datasets", width="40rem", value=query, live=True)
        self.ask_sites = controls.button("Also ask the sites", self._ask_sites)
        self.facets = {name: controls.choice(label, "any", (), width="13.5rem") for name, label in FACETS.items()}
        self.found = controls.message()
        self.hits = controls.listing("Datasets, best first (choose one with the arrow keys)", rows=8)
        self.query.observe(lambda _: self._search(self._here, pause=True), "value")
        self.hits.observe(self._choose, "value")
        for facet in self.facets.values():
            facet.observe(self._narrow, "value")

    def _make_preview(self) -> None:
        self.head, self.part, self.looked = controls.html(), controls.html(), controls.message()
        self.file = controls.choice("File or link", "any", (), width="40rem")
        self.first_rows = controls.button("First rows and links", self._look_at_rows)
        self.columns = controls.button("Columns", lambda: self._look("Columns", browsing.columns_blocks))
        self.coverage = controls.button("Coverage", lambda: self._look("Coverage", browsing.coverage_blocks))
        self.record = controls.button("Whole record", self._look_at_record)

    def _make_loading(self) -> None:
        self.name = controls.text_box("Name of the table in this notebook", value="table", live=True)
        self.code = controls.long_text_box("The code that loads it", width="60rem", rows=6).add_class("ndl-code")
        self.copy = controls.button("Copy the code", lambda: None).add_class("ndl-copy")
        self.copied = controls.message().add_class("ndl-copied")
        self.saved = controls.message()
        self.open = controls.button("Open it", self._open, main=True)
        for control in (self.name, self.file):
            control.observe(lambda _: self._write_code(), "value")

    def _laid_out(self) -> Any:
        return controls.column(
            controls.html(widget_head("Browse datasets", (Text(BEGIN),))),
            controls.row(self.query, self.ask_sites),
            controls.row(*self.facets.values()),
            self.found,
            controls.row(self.hits),
            self.head,
            controls.row(self.file),
            controls.row(self.first_rows, self.columns, self.coverage, self.record),
            self.looked,
            self.part,
            self._part("open", Heading("Open it"), Text("Here, as a table; or by the code, in any notebook.")),
            controls.row(self.name, self.open),
            self.saved,
            controls.row(self.code),
            controls.row(self.copy),
            self.copied,
        )

    # --- search ---------------------------------------------------------------------------------------

    def _ask_sites(self) -> None:
        if self._everywhere is None:
            self.found.value = self._said(NO_SITES)
        else:
            self._search(self._everywhere)

    def _narrow(self, _: object = None) -> None:
        self._search(self._asked)

    def _search(self, whom: str | tuple[str, ...], *, pause: bool = False) -> None:
        """Search again; while somebody types, only once they have paused."""
        self._asked = whom
        words = self.query.value
        wanted = {name: facet.value for name, facet in self.facets.items() if facet.value}
        if not pause:
            self.found.value = self._said(SEARCHING)
        self._searching.do(
            lambda: _search(words, whom, wanted),
            lambda results: self._list(results, kept=not pause),
            lambda error: self._failed(self.found, error),
            now=not pause,
        )

    def _list(self, results: Results, *, kept: bool = False) -> None:
        """List what was found; of new words the best is chosen, else what was chosen stays so if it is among it."""
        self.results = results
        ids = [hit.id for hit in results]
        place = ids.index(self.hit.id) if kept and self.hit and self.hit.id in ids else 0
        self._offer({facet.name: facet for facet in results.facets})
        self.hits.unobserve(self._choose, "value")
        self.hits.options = [(without_controls(browsing.hit_line(hit)), place) for place, hit in enumerate(results)]
        self.hits.value = place if ids else None
        self.hits.observe(self._choose, "value")
        silent = tuple(Notice(said, "bad") for said in browsing.silent_said(results))
        self.found.value = part(f"{self._name} found", (Text(browsing.found_said(results)), *silent))
        self._choose()

    def _offer(self, counted: dict[str, Facet]) -> None:
        """Offer what can narrow down what was found; what was chosen stays, so that it can be taken back."""
        for name, choice in self.facets.items():
            value = choice.value
            numbers = dict(counted[name].values) if name in counted else {}
            if value:
                numbers.setdefault(value, 0)
            choice.unobserve(self._narrow, "value")
            choice.options = [("any", ""), *((_label(text, number), text) for text, number in numbers.items())]
            choice.value = value
            choice.observe(self._narrow, "value")
            choice.layout.display = None if numbers else "none"

    # --- look -----------------------------------------------------------------------------------------

    def _choose(self, _: object = None) -> None:
        """Show the dataset that is chosen, if it is another one."""
        place = self.hits.value
        hit = None if place is None else self.results[place]
        same = hit is not None and self.hit is not None and hit.dataset == self.hit.dataset
        self.hit = hit
        self.head.value = self._said(NO_HIT) if hit is None else part(f"{self._name} head", browsing.head_blocks(hit))
        if same:
            return
        self._reading.drop()
        self.looked.value = self.part.value = self.saved.value = ""
        files = browsing.files(hit.dataset) if hit else ()
        self.file.options = [(without_controls(label), number) for label, number in files]
        self.file.value = browsing.best_file(hit.dataset) if hit else None
        self.file.layout.display = None if files else "none"
        self._write_code()

    def _look(self, what: str, blocks: Callable[[Dataset], tuple[Block, ...]]) -> None:
        def shown() -> str:
            self._reading.drop()
            return self._show(what, blocks(self._chosen().dataset))

        self._trying(self.looked, shown)()

    def _look_at_rows(self) -> None:
        def shown(looked: Preview) -> str:
            return self._show("First rows", browsing.rows_blocks(looked))

        file = self.file.value
        begun = "Trying the links and reading the first rows"
        self._slowly(self._reading, self.looked, begun, lambda hit: workbench.look(hit, distribution=file), shown)

    def _look_at_record(self) -> None:
        def shown(record: Dataset) -> str:
            heading = Heading(f"Record of {record.id}", 3)
            return self._show("Whole record", (heading, *lowered(record.blocks(), 2)))

        self._slowly(self._reading, self.looked, "Asking for the whole record", workbench.show, shown)

    def _show(self, what: str, blocks: tuple[Block, ...]) -> str:
        self.part.value = part(f"{self._name} part", blocks)
        return f"Shown below: {what[0].lower()}{what[1:]} of {self._chosen().id}."

    # --- open -----------------------------------------------------------------------------------------

    def _write_code(self) -> None:
        name = self.name.value.strip()
        known = name if _is_name(name) else "table"
        self.code.value = browsing.loading_code(self.hit.dataset, known, self.file.value) if self.hit else ""

    def _open(self) -> None:
        def opened(frame: pd.DataFrame) -> str:
            self.table = frame
            where = f"{name}, in this notebook" if self._put(name, frame) else "table, of this browser"
            return f"Opened {id} as {where}: {len(frame):,} rows and {len(frame.columns):,} columns."

        try:
            name, id, file = self._free_name(), self._chosen().id, self.file.value
        except InputError as error:
            self._failed(self.saved, error)
        else:
            self._slowly(
                self._opening, self.saved, "Opening it", lambda hit: workbench.load(hit, distribution=file), opened
            )

    def _free_name(self) -> str:
        """Return the name for the table, which must not be that of anything else of the user's."""
        name = str(self.name.value.strip())
        if not _is_name(name):
            raise InputError(
                found=f"the name {name!r}", expected="a word of letters, digits and _, no digit first",
                done="nothing was opened", next="write another name",
            )  # fmt: skip
        there = _notebook()
        if name in there and there[name] is not self._opened.get(name):
            raise InputError(
                found=f"something else called {name} in this notebook", expected="a name that is free",
                done="nothing was opened", next="write another name",
            )  # fmt: skip
        return name

    def _put(self, name: str, frame: pd.DataFrame) -> bool:
        """Give the notebook the table by that name, if there is a notebook."""
        from IPython import get_ipython

        shell = get_ipython()
        if shell is not None:
            self._opened[name] = frame
            shell.push({name: frame})
        return shell is not None

    # --- what all do ----------------------------------------------------------------------------------

    def _chosen(self) -> Hit:
        if self.hit is None:
            raise InputError(
                found="no dataset chosen", expected="one of the list", done="nothing was shown",
                next="choose one, or search for other words if none is listed",
            )  # fmt: skip
        return self.hit

    def _slowly(
        self, work: Latest, place: Any, begun: str, act: Callable[[Hit], Any], told: Callable[[Any], str]
    ) -> None:
        """Do something with the chosen dataset that may take a while, without holding the notebook up."""
        try:
            hit = self._chosen()
        except InputError as error:
            self._failed(place, error)
            return
        place.value = self._said(f"{begun} …")
        work.do(
            lambda: act(hit),
            lambda came: self._trying(place, lambda: told(came))(),
            lambda error: self._failed(place, error),
            now=True,
        )

    def _failed(self, place: Any, error: Exception) -> None:
        def fail() -> str:
            raise error

        self._trying(place, fail)()


def _whom_to_ask(source: str | Sequence[str]) -> tuple[str | tuple[str, ...], str | tuple[str, ...] | None]:
    """Return whom to ask as somebody types, and whom by the button; None where that would be nobody else."""
    wanted = chosen("all" if source == "local" else source)
    sites = any(one.live for one in wanted)
    if source in ("local", "all"):
        return "local", "all" if sites else None
    return tuple(one.name for one in wanted if not one.live), tuple(one.name for one in wanted) if sites else None


def _search(words: str, whom: str | tuple[str, ...], wanted: dict[str, str]) -> Results:
    if not whom:
        return NOTHING
    narrowed: dict[str, Any] = {"filters": wanted} if wanted else {}
    return browsing.judged(workbench.search(words, source=whom, limit=LIMIT, **narrowed))


def _label(text: str, number: int) -> str:
    short = text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"
    return f"{without_controls(short) or '(blank)'} ({number:,})"


def _is_name(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name)


def _notebook() -> dict[str, Any]:
    """Return what the notebook this runs in has names for."""
    from IPython import get_ipython

    shell = get_ipython()
    return {} if shell is None else shell.user_ns
