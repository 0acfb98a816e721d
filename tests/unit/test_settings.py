"""Settings are read from the environment each time."""

from pathlib import Path

import pytest

from ndl_workbench.errors import InputError
from ndl_workbench.settings import settings

VARIABLES = ("NDL_CACHE", "NDL_MAX_MEGABYTES", "NDL_TIMEOUT", "NDL_MEMORY_LIMIT", "NDL_ALLOW_PRIVATE")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the person who runs the tests."""
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


def test_defaults():
    found = settings()

    assert found.cache.name == "ndl-workbench"
    assert (found.max_bytes, found.timeout, found.memory_limit, found.allow_private) == (
        2_000_000_000,
        20,
        "1GB",
        False,
    )


@pytest.mark.parametrize(
    ("variable", "text", "field", "value"),
    [
        ("NDL_CACHE", "/somewhere/else", "cache", Path("/somewhere/else")),
        ("NDL_MAX_MEGABYTES", "5", "max_bytes", 5_000_000),
        ("NDL_MAX_MEGABYTES", "0.5", "max_bytes", 500_000),
        ("NDL_MAX_MEGABYTES", " 5 ", "max_bytes", 5_000_000),
        ("NDL_TIMEOUT", "2.5", "timeout", 2.5),
        ("NDL_MEMORY_LIMIT", "500MB", "memory_limit", "500MB"),
        ("NDL_ALLOW_PRIVATE", "1", "allow_private", True),
        ("NDL_ALLOW_PRIVATE", "0", "allow_private", False),
        ("NDL_ALLOW_PRIVATE", "yes", "allow_private", False),
    ],
)
def test_each_variable_acts_at_once(monkeypatch, variable, text, field, value):
    monkeypatch.setenv(variable, text)

    assert getattr(settings(), field) == value


def test_the_home_folder_is_written_out(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("NDL_CACHE", "~/cache")

    assert settings().cache == tmp_path / "cache"


@pytest.mark.parametrize("variable", ["NDL_MAX_MEGABYTES", "NDL_TIMEOUT"])
@pytest.mark.parametrize("text", ["", "many", "0", "-1", "nan", "inf", "1e999"])
def test_a_number_that_is_none(monkeypatch, variable, text):
    monkeypatch.setenv(variable, text)

    with pytest.raises(InputError) as refused:
        settings()

    assert refused.value.found == f"{variable}={text!r}"
    assert refused.value.expected == "a number above zero"


def test_a_bad_number_says_what_to_do(monkeypatch):
    monkeypatch.setenv("NDL_TIMEOUT", "soon")

    with pytest.raises(InputError, match="unset NDL_TIMEOUT to use 20, or set it to a number"):
        settings()
