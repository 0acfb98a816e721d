"""Joining: what the form says, what it keeps, and that the code is nowhere afterwards."""

from __future__ import annotations

import os
from pathlib import Path

import jupyter_client
import nbformat
import pytest
from nbclient import NotebookClient

import ndl_workbench as ndl
from ndl_workbench.academy.session import Session, read_session
from ndl_workbench.cohort.codes import keys_of, new_code
from ndl_workbench.taking.join import HERE, JOINED, LEFT, NOT_YET, JoinForm


@pytest.fixture
def form(tree: Path) -> JoinForm:
    return JoinForm()


def test_a_code_joins_and_the_box_is_empty_at_once(form, code):
    form.code.value = code.lower().replace("-", " ")

    keys = keys_of(code)
    assert form.joined
    assert read_session() == Session(keys.seed, keys.seal.hex(), keys.who)
    assert form.code.value == ""
    assert form.said == JOINED
    assert os.environ["NDL_SEED"] == keys.seed


def test_the_button_after_the_box_changes_nothing_more(form, code):
    form.code.value = code
    form.join.click()

    assert form.said == JOINED


def test_a_typing_slip_is_told_without_the_code(form, code):
    wrong = code[:-1] + next(sign for sign in "ACDEFH" if sign != code[-1])
    form.code.value = wrong

    assert not form.joined
    assert form.code.value == ""
    assert form.said == (
        "Found a code with a typing slip: its signs do not fit together; expected a code as it was sent to you."
        " Next: look at the message with your code and type it again, or copy it."
    )
    assert wrong not in str(form.widget.get_state())


def test_after_a_slip_the_right_code_joins(form, code):
    form.code.value = "O" * 16
    form.code.value = code

    assert form.joined
    assert form.said == JOINED


def test_an_empty_box_is_told_of(form):
    form.join.click()

    assert form.said == NOT_YET
    assert not form.joined


def test_who_has_joined_is_told_so(form, code):
    form.code.value = code
    again = JoinForm()
    again.join.click()

    assert again.said == HERE


def test_leaving(form, code):
    form.code.value = code
    form.leave.click()

    assert form.said == LEFT
    assert not form.joined


def test_a_terminal_asks_without_showing(tree, code, monkeypatch):
    asked = []
    monkeypatch.setattr("getpass.getpass", lambda prompt: (asked.append(prompt), code)[1])

    assert repr(ndl.join()) == JOINED
    assert asked == ["Join code (it is not shown): "]


def test_there_is_no_room(form, code, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "file" / "below"))
    form.code.value = code

    assert not form.joined
    assert form.said.startswith(f"Found {tmp_path / 'file' / 'below'}, closed to us or full (")


def test_the_code_is_nowhere_on_disk_after_a_kernel_has_run(tree, unit, notebook, tmp_path, monkeypatch):
    """A real kernel: the form is shown, the code comes as the browser sends it, and a unit is run and handed in."""
    code = new_code()
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    (tmp_path / "home").mkdir()
    log = tmp_path / "kernel.log"
    with log.open("wb") as said:
        manager, client = jupyter_client.manager.start_new_kernel(
            kernel_name="python3", cwd=str(tree / "notebooks"), stdout=said, stderr=said,
            extra_arguments=["--HistoryManager.enabled=True"],
        )  # fmt: skip
        try:
            outputs: list[dict] = []
            run(client, "import ndl_workbench as ndl\nform = ndl.join()\nform", outputs)
            name = expression(client, "form.code.comm.comm_id").strip("'")
            typed = {"method": "update", "state": {"value": code}, "buffer_paths": []}
            message = client.session.msg("comm_msg", {"comm_id": name, "data": typed})
            client.shell_channel.send(message)
            run(client, "form", outputs)
            assert expression(client, "form.joined") == "True"
            assert expression(client, "form.code.value") == "''"
            run(client, "import os\nprint(dict(os.environ))\n%history -g", outputs)
        finally:
            client.stop_channels()
            manager.shutdown_kernel()
    again = nbformat.read(notebook, 4)
    again.cells.append(nbformat.v4.new_code_cell("import ndl_workbench as ndl\nndl.hand_in()"))
    nbformat.write(again, notebook)
    monkeypatch.setenv("JPY_SESSION_NAME", str(notebook))
    NotebookClient(again, allow_errors=True, resources={"metadata": {"path": str(unit)}}).execute()
    nbformat.write(again, notebook)

    assert "It is sealed with your join code" in str(again.cells[-1].outputs)
    assert "Join your course" in str(outputs)
    spellings = {code, code.replace("-", ""), code.lower(), code.replace("-", "").lower()}
    written = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert any(path.name == "history.sqlite" for path in written)
    assert any(path.name == "ndl-session.json" for path in written)
    assert [path for path, content in written.items() if any(one.encode() in content for one in spellings)] == []
    assert [one for one in spellings if one in str(outputs)] == []


def run(client: jupyter_client.BlockingKernelClient, source: str, outputs: list[dict]) -> None:
    client.execute_interactive(source, timeout=60, output_hook=outputs.append, stop_on_error=True)


def expression(client: jupyter_client.BlockingKernelClient, source: str) -> str:
    reply = client.execute("", user_expressions={"said": source}, reply=True, timeout=60)
    return reply["content"]["user_expressions"]["said"]["data"]["text/plain"]
