"""Adding a source to one's own list, and taking one out of it."""

import pytest

from ndl_workbench.catalogue.harvest.known import forget, known
from ndl_workbench.catalogue.sources import register
from ndl_workbench.catalogue.sources.own import add, remove
from ndl_workbench.catalogue.sources.register import Listed, listed
from ndl_workbench.errors import CannotWrite, InputError, NotFound

OWN = """\
# Mine.

[leeds]  # the council's
kind = "ckan"
at = "https://leeds.example"

# Closed in 2025.
["york.example"]
kind = "ckan"
at = "https://york.example"
"""


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """The user's list, in place of which there is no other."""
    path = tmp_path / "list" / "sources.toml"
    path.parent.mkdir()
    path.write_text(OWN)
    monkeypatch.setenv("NDL_SOURCES", str(path))
    return path


@pytest.fixture
def beside_ours(tmp_path, monkeypatch):
    """The user's list as it stands beside those that come with the workbench; it is not there yet."""
    path = tmp_path / "config" / "sources.toml"
    monkeypatch.delenv("NDL_SOURCES", raising=False)
    monkeypatch.setattr(register, "_user_file", lambda: path)
    monkeypatch.setattr(register, "OURS", (Listed("ours", "ckan", "https://ours.example"),))
    return path


def names():
    return [one.name for one in listed()]


def test_a_source_is_put_behind_what_is_there(mine):
    assert add("bath.example", "https://bath.example", "ckan") == Listed("bath.example", "ckan", "https://bath.example")

    assert mine.read_text() == OWN + '\n["bath.example"]\nkind = "ckan"\nat = "https://bath.example"\n'
    assert names() == ["leeds", "york.example", "bath.example"]


def test_a_list_that_is_not_there_is_made(beside_ours):
    add("bath", "https://bath.example", "ckan")

    assert beside_ours.read_text() == '[bath]\nkind = "ckan"\nat = "https://bath.example"\n'
    assert names() == ["ours", "bath"]


def test_a_list_named_by_the_environment_that_is_not_there_is_made(mine):
    mine.unlink()

    add("bath", "https://bath.example", "ckan")

    assert names() == ["bath"]


@pytest.mark.parametrize(
    ("name", "at", "kind", "found"),
    [
        ("leeds", "https://a.example", "ckan", "a source called 'leeds' in the list already"),
        ("Leeds", "https://a.example", "ckan", "a source called 'Leeds'"),
        ("embedded", "https://a.example", "ckan", "a source called 'embedded'"),
        ("harvested", "https://a.example", "ckan", "a source called 'harvested'"),
        ("local", "https://a.example", "ckan", "a source called 'local'"),
        ("x]\n[y", "https://a.example", "ckan", "a source called 'x]\\n[y'"),
        ("bath", "https://a.example", "excel", "kind = 'excel' for 'bath'"),
        ("bath", "https://a.example\nkind = 3", "ckan", "'https://a.example\\nkind = 3'"),
        ("bath", "no-such-folder", "dcat", "no file or folder 'no-such-folder'"),
        ("bath", "", "dcat", "''"),
    ],
)
def test_what_cannot_be_in_the_list_is_refused_and_the_list_left_alone(
    mine, tmp_path, monkeypatch, name, at, kind, found
):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(InputError) as refused:
        add(name, at, kind)

    assert refused.value.found.startswith(found)
    assert mine.read_text() == OWN


def test_a_list_that_cannot_be_written_is_told(mine, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NDL_SOURCES", str(tmp_path / "file" / "sources.toml"))

    with pytest.raises(CannotWrite, match="cannot be made"):
        add("bath", "https://bath.example", "ckan")


@pytest.mark.usefixtures("mine")
def test_a_ckan_site_is_known_by_its_answer(ckan):
    assert add("site", ckan.address).kind == "ckan"
    assert [action for action, _ in ckan.asked] == ["package_search"]


def test_an_address_that_says_nothing_of_itself_is_refused(mine, misbehaving):
    with pytest.raises(InputError, match=r"nothing at http.* that says what it is; expected one of ckan, .*--kind"):
        add("site", f"{misbehaving.address}/html")

    assert mine.read_text() == OWN


def test_ones_own_source_is_cut_out_and_all_else_stays(mine):
    remove("leeds")

    assert (
        mine.read_text()
        == '# Mine.\n\n\n# Closed in 2025.\n["york.example"]\nkind = "ckan"\nat = "https://york.example"\n'
    )
    remove("york.example")
    assert names() == []
    assert mine.read_text() == "# Mine.\n\n\n# Closed in 2025.\n"


def test_one_of_ours_is_switched_off_and_can_be_had_again(beside_ours):
    remove("ours")

    assert beside_ours.read_text() == "[ours]\noff = true\n"
    assert names() == []
    add("ours", "https://other.example", "ckan")
    assert listed() == (Listed("ours", "ckan", "https://other.example"),)
    remove("ours")
    assert beside_ours.read_text() == "[ours]\noff = true\n"


@pytest.mark.parametrize(
    "text", ['leeds = {kind = "ckan", at = "https://a.example"}\n', '[ leeds ]\nkind = "ckan"\nat = """\n[x]"""\n']
)
def test_an_entry_that_cannot_be_cut_out_safely_is_left_to_the_person(mine, text):
    mine.write_text(text)

    with pytest.raises(InputError, match="take it out by hand"):
        remove("leeds")

    assert mine.read_text() == text


@pytest.mark.usefixtures("mine")
def test_a_source_that_is_not_there_cannot_be_taken_out():
    with pytest.raises(NotFound, match=r"no source called .bath. in the list; expected one of: leeds, york"):
        remove("bath")


def test_the_list_says_what_is_harvested_and_nobody_is_asked(mine, shelf, harvested):
    mine.write_text(
        '[shelf]\nkind = "ckan"\nat = "https://shelf.example"\n\n[leeds]\nkind = "ckan"\nat = "https://leeds.example"\n'
    )
    harvested(shelf(*"abc"))
    one = {source.name: source for source in known()}

    assert [source.name for source in known()] == ["embedded", "shelf", "leeds"]
    assert (one["embedded"].records, one["embedded"].live) == (7, False)
    assert (one["shelf"].records, one["shelf"].live, one["shelf"].unfinished) == (3, True, False)
    assert one["shelf"].harvested.startswith("20")
    assert (one["leeds"].records, one["leeds"].harvested) == (None, "")
    assert repr(known()).splitlines()[3] == "leeds  ckan · https://leeds.example · live"


def test_taking_a_source_out_takes_its_records_off_this_machine(mine, shelf, harvested):
    mine.write_text('[shelf]\nkind = "ckan"\nat = "https://shelf.example"\n')
    harvested(shelf(*"abc"))

    assert forget("shelf") == 3
    assert [source.name for source in known()] == ["embedded"]


def test_what_a_source_that_is_no_longer_in_the_list_left_here_is_told_and_can_be_removed(mine, shelf, harvested):
    harvested(shelf(*"abcde", breaks=1))
    left = known()[3]

    assert (left.name, left.kind, left.records, left.unfinished) == ("shelf", "harvested", 2, True)
    assert left.at == "here (no longer in the list)"
    assert forget("shelf") == 2
    assert mine.read_text() == OWN
