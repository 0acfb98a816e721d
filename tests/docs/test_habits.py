"""The habits of CRAFT, kept by machine: small modules, one list of dependencies, nothing undocumented."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import ndl_workbench

ROOT = Path(__file__).parents[2]
LONGEST_MODULE = 400
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
PYTHON_FILES = sorted(
    path
    for folder in ("ndl_workbench", "notebooks", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "node_modules" not in path.parts and not path.name.startswith("my-")
)
VERBS = [name for name in ndl_workbench.__all__ if name.islower()]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PYTHON_FILES, ids=name_of)
def test_a_module_is_short_and_names_no_machine(path):
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= LONGEST_MODULE
    for folder in ("work", "root", "home", "Users"):
        assert f"/{folder}/" not in text


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_in_the_readme_and_says_what_it_does(verb):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert re.search(rf"(\bndl\.|\bndl |`){re.escape(verb)}\b", readme)
    assert inspect.getdoc(getattr(ndl_workbench, verb))


def test_importing_the_package_imports_nothing_heavy():
    code = "import sys, json, ndl_workbench; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = set(json.loads(done.stdout))

    heavy = {"pandas", "numpy", "duckdb", "narwhals", "pyarrow", "fairlearn", "altair", "jupyterlab", "httpx"}
    assert heavy & imported == set()


# --- one list of dependencies -----------------------------------------------------------------------


def requirements(lines: list[str]) -> dict[str, Requirement]:
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


ASKED_FOR = requirements(PROJECT["dependencies"])
ASKED_FOR_BY_TESTS = requirements(PROJECT["optional-dependencies"]["test"])


def locked() -> dict[str, set[str]]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE):
        versions.setdefault(canonicalize_name(name), set()).add(version)
    return versions


@pytest.mark.parametrize("requirement", [*ASKED_FOR.values(), *ASKED_FOR_BY_TESTS.values()], ids=str)
def test_the_lock_answers_what_pyproject_asks(requirement):
    versions = locked().get(canonicalize_name(requirement.name), set())

    assert versions, "make lock"
    assert all(requirement.specifier.contains(version) for version in versions), f"{versions}; make lock"


def test_the_lock_holds_names_versions_markers_and_hashes_only():
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    a_pin = re.compile(r"[a-z0-9-]+==[0-9a-z.+]+( ; [\w '\".<>=!()]+)? \\")
    a_hash = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")

    assert [line for line in lines if not a_pin.fullmatch(line) and not a_hash.fullmatch(line)] == []


def test_the_npm_lock_names_no_host():
    lock = json.loads((ROOT / "tests" / "browser" / "package-lock.json").read_text(encoding="utf-8"))

    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


# --- Binder -----------------------------------------------------------------------------------------


def from_pip() -> dict[str, Requirement]:
    (listed,) = [entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict)]
    return requirements(listed)


def test_environment_yml_asks_for_what_pyproject_asks():
    assert ENVIRONMENT["name"] == PROJECT["name"]
    assert from_pip() == ASKED_FOR


def test_environment_yml_has_a_python_we_support():
    (python,) = [entry for entry in ENVIRONMENT["dependencies"] if str(entry).startswith("python=")]
    oldest = Requirement(f"python{PROJECT['requires-python']}")

    assert oldest.specifier.contains(python.removeprefix("python="))


@pytest.mark.parametrize("requirement", from_pip().values(), ids=str)
def test_what_is_installed_here_would_do_for_binder(requirement):
    assert requirement.specifier.contains(metadata.version(requirement.name))


def test_binder_takes_our_environment_and_not_one_of_its_own(tmp_path):
    """repo2docker silently ignores the root's environment.yml where binder/ has none in it."""
    copy = tmp_path / "repository"
    (copy / "binder").mkdir(parents=True)
    (copy / "environment.yml").write_bytes((ROOT / "environment.yml").read_bytes())
    (copy / "binder" / "environment.yml").symlink_to((ROOT / "binder" / "environment.yml").readlink())
    for script in ("postBuild", "start"):
        (copy / "binder" / script).write_bytes((ROOT / "binder" / script).read_bytes())
        (copy / "binder" / script).chmod((ROOT / "binder" / script).stat().st_mode)
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."],
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    said = done.stdout + done.stderr

    assert done.returncode == 0, said
    assert "Building conda environment for python=3.11" in said
    assert 'env update -p ${NB_PYTHON_PREFIX} --file "binder/environment.yml"' in said
    assert "RUN ./binder/postBuild" in said
    assert "binder/start" in said


@pytest.mark.parametrize("script", ["binder/postBuild", "binder/start", ".ci/run"])
def test_a_script_can_be_run(script):
    assert os.access(ROOT / script, os.X_OK)


# --- make -------------------------------------------------------------------------------------------


def test_make_alone_lists_every_target():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)

    assert re.findall(r"^make ([\w-]+) ", done.stdout, re.MULTILINE) == phony.split()


def test_an_old_python_is_refused_in_one_line(tmp_path):
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\ncase $1 in --version) echo Python 3.9.2;; *) exit 1;; esac\n")
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "lab", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "found Python 3.9.2; expected Python 3.11 or newer; nothing was installed;"
        " next: install it, then make PYTHON=python3.11 (or its path)"
    )
    assert not (tmp_path / "venv").exists()
