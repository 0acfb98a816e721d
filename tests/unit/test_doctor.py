"""The doctor runs each part, and its commands are ones that can be typed."""

import json
import os
import platform
import shlex
import shutil
import sys

import pytest

from ndl_workbench.doctor import PARTS, Check, Diagnosis, Part, doctor, parts


def works() -> str:
    return "1.0"


def raises() -> str:
    raise ImportError("no module\nof that name")


def some(*, needed: bool = True, optional: bool = True) -> Diagnosis:
    return doctor(
        parts=(
            Part("chart maker", "charts", works if needed else raises, lambda: "install charts"),
            Part("box", "grading", works if optional else raises, lambda: "install box", optional=True),
        )
    )


def test_every_needed_part_works_here(monkeypatch, tmp_path):
    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "cache"))
    told: list[str] = []

    diagnosis = doctor(told.append)

    assert [check for check in diagnosis.missing if not check.optional] == []
    assert diagnosis.exit_status == 0
    assert told == [part.name for part in PARTS] == [check.name for check in diagnosis.checks]


def test_everything_works():
    assert repr(some()) == "works     chart maker  1.0\nworks     box          1.0\nEverything works."
    assert some().exit_status == 0


def test_only_optional_parts_are_missing():
    diagnosis = some(optional=False)

    assert repr(diagnosis).splitlines() == [
        "works     chart maker  1.0",
        "optional  box          ImportError: no module of that name",
        "Everything needed works. Optional and missing: box.",
        "install  install box",
    ]
    assert diagnosis.exit_status == 0


def test_a_needed_part_is_missing():
    diagnosis = some(needed=False, optional=False)

    assert repr(diagnosis).splitlines()[2:] == [
        "The workbench cannot be used in full yet: chart maker.",
        "install  install charts",
        "install  install box",
    ]
    assert diagnosis.exit_status == 1


def test_the_diagnosis_is_json():
    assert json.loads(json.dumps(some(optional=False).to_dict())) == {
        "schema": "ndl/diagnosis/1",
        "verdict": "Everything needed works. Optional and missing: box.",
        "exit_status": 0,
        "checks": [
            {
                "name": "chart maker",
                "needed_for": "charts",
                "optional": False,
                "ok": True,
                "found": "1.0",
                "install": "",
            },
            {
                "name": "box",
                "needed_for": "grading",
                "optional": True,
                "ok": False,
                "found": "ImportError: no module of that name",
                "install": "install box",
            },
        ],
        "sources": [],
    }


def test_the_diagnosis_is_a_page_and_a_table(tmp_path):
    diagnosis = some(optional=False)

    assert list(diagnosis.to_frame()["name"]) == ["chart maker", "box"]
    page = diagnosis.save(tmp_path / "diagnosis.html").read_text()
    assert "install box" in page


def test_a_command_asks_for_the_versions_our_metadata_asks_for():
    (pictures,) = [part for part in PARTS if part.name == "pictures"]

    command = shlex.split(pictures.install())

    assert command[:4] == [sys.executable, "-m", "pip", "install"]
    assert [word.split(">")[0] for word in command[4:]] == ["vl-convert-python"]
    assert all(">=" in word for word in command[4:])


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "apt-get install chromium"),
        ("dnf", "dnf install chromium"),
        ("pacman", "pacman -S chromium"),
        ("brew", ""),
    ],
)
def test_the_command_is_for_this_machines_package_manager(monkeypatch, manager, command):
    monkeypatch.setattr(shutil, "which", lambda name, **_: name if name == manager else None)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    (chromium,) = [check for check in (doctor(parts=PARTS[-2:])).checks if check.name == "Chromium"]

    assert chromium == Check("Chromium", "the tests in a browser", True, False, "not installed", command)


def test_a_sandbox_that_is_there_but_closed_is_found_by_running_it(monkeypatch, tmp_path):
    closed = tmp_path / "bwrap"
    closed.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    closed.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    (check,) = doctor(parts=PARTS[-1:]).checks

    assert not check.ok
    assert check.found == ("bubblewrap that may not make namespaces (bwrap: No permissions to create new namespace)")


def test_elsewhere_than_on_linux_the_sandbox_says_where_grading_runs(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platform, "system", lambda: "Darwin")

    (check,) = doctor(parts=PARTS[-1:]).checks

    assert check == Check(
        "sandbox",
        "grading strangers' notebooks",
        True,
        False,
        "grading runs on Linux and on WSL2 in Windows; this is Darwin",
        "",
    )


def test_a_kernel_of_another_python_is_not_ours(monkeypatch):
    monkeypatch.setattr(parts, "_output", lambda *_: "2 '/usr'")
    (kernel,) = [part for part in PARTS if part.name == "kernel"]

    (check,) = doctor(parts=(kernel,)).checks

    assert not check.ok
    assert "'/usr'" in check.found


def test_a_cache_folder_that_cannot_be_made_comes_with_the_command_that_chooses_another(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "file" / "cache"))
    (part,) = [part for part in PARTS if part.name == "cache folder"]

    (check,) = doctor(parts=(part,)).checks

    assert not check.ok
    assert "cannot be made" in check.found
    assert "NDL_CACHE" in check.install
