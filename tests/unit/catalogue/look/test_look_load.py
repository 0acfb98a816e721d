"""Records and tables by the id that a catalogue has for them."""

import dataclasses

import pytest

import ndl_workbench as ndl
from ndl_workbench.catalogue import find
from ndl_workbench.catalogue.results import Hit
from ndl_workbench.catalogue.sources import Page
from ndl_workbench.catalogue.sources.embedded import EmbeddedSource
from ndl_workbench.errors import InputError, NotFound, SourceUnavailable, TablesAlike

CSV = b"tree,height\noak,12\nlime,9\n"


class Ours:
    """A source of the records it is given, which says what it was asked for."""

    def __init__(self, name, *datasets, live=True):
        self.name, self.live, self.asked = name, live, []
        self._datasets = {dataset.id: dataset for dataset in datasets}

    def search(self, query, area, limit):
        return tuple(self._datasets.values())

    def get(self, id):
        self.asked.append(id)
        return self._datasets.get(id)

    def pages(self, cursor="", since=""):
        yield Page(tuple(self._datasets.values()))


class Down(Ours):
    """A source that cannot be reached."""

    def get(self, id):
        raise SourceUnavailable(
            found="no machine called down.invalid is known", expected="a", done="b", next="try later"
        )


@pytest.fixture
def there(monkeypatch):
    """Put sources in the place of those on the user's list."""

    def there(*sources):
        monkeypatch.setattr(find, "sources", lambda: (EmbeddedSource(), *sources))

    return there


@pytest.fixture
def trees(web, record, there):
    """A record of one CSV file and a page, and the source that has it."""
    made = record(
        ("HTML", f"{web.address}/about"),
        ("CSV", web.put("/trees.csv", CSV)),
        landing_page="https://trees.example.org/",
    )
    there(Ours("ours", made))
    return made


def test_an_id_loads_the_only_table_with_its_licence_and_attribution(trees, web):
    frame = ndl.load("ours/trees")
    origin = ndl.provenance(frame)

    assert frame["height"].tolist() == [12, 9]
    assert origin.source == origin.dataset == "ours/trees"
    assert origin.address == f"{web.address}/trees.csv"
    assert origin.landing_page == "https://trees.example.org/"
    assert origin.licence == "Open Government Licence v3.0"
    assert origin.attribution == "Contains Leeds data, licensed under the Open Government Licence v3.0."
    assert "attribution: Contains Leeds data" in repr(origin)


@pytest.mark.usefixtures("trees")
def test_every_verb_takes_the_id():
    assert len(ndl.scan("ours/trees").collect()) == 2
    assert ndl.check("ours/trees").rows_kept == 2
    assert ndl.sql("select max(height) as most from 'ours/trees'")["most"].tolist() == [12]
    assert ndl.compare("ours/trees", "ours/trees").changes == ()


def test_a_hit_a_dataset_and_a_distribution_load_the_same(trees):
    for x in (Hit(trees, 1.0, ""), trees, trees.distributions[1]):
        assert ndl.load(x)["tree"].tolist() == ["oak", "lime"]


@pytest.mark.usefixtures("trees")
def test_a_report_prints_the_attribution():
    assert "Contains Leeds data" in ndl.check("ours/trees")._repr_html_()


@pytest.mark.usefixtures("trees")
def test_what_is_on_disk_wins_over_an_id(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "trees").write_text("mine\n1\n")

    assert list(ndl.load("ours/trees").columns) == ["mine"]


def test_of_several_tables_one_must_be_named(web, record, there):
    there(Ours("ours", record(("CSV", web.put("/a.csv", CSV)), ("CSV", web.put("/b.csv", b"hedge\nbox\n")))))

    with pytest.raises(TablesAlike, match="found 2 tables in 'ours/trees'"):
        ndl.load("ours/trees")
    assert list(ndl.load("ours/trees", distribution=2).columns) == ["hedge"]
    assert list(ndl.load("ours/trees", distribution="Part 2").columns) == ["hedge"]
    report = ndl.check("ours/trees", distribution=2)
    assert [profile.column for profile in report.columns] == ["hedge"]
    assert report.provenance.attribution.startswith("Contains Leeds data")


def test_a_distribution_of_a_file_or_of_nothing_is_refused(tmp_path, trees):
    (tmp_path / "mine.csv").write_text("a\n1\n")

    with pytest.raises(InputError, match="leave the distribution out"):
        ndl.load(tmp_path / "mine.csv", distribution=1)
    with pytest.raises(NotFound, match="no distribution '7'"):
        ndl.load(trees, distribution=7)


def test_a_table_of_an_embedded_collection_can_be_named_too():
    assert len(ndl.load("early-years", distribution="children")) == 6_180


def test_a_link_into_this_network_is_refused_if_the_source_is_not_in_it(web, record, there):
    theirs = record(("CSV", web.put("/trees.csv", CSV)), id="theirs/trees", source="theirs")
    there(Ours("theirs", theirs))

    with pytest.raises(InputError, match="expected a public address"):
        ndl.load(theirs)
    assert web.asked == []


@pytest.mark.parametrize("url", ["/etc/hostname", "file:///etc/hostname", "../secret.csv", "C:\\secret.csv", "", "\0"])
def test_a_record_leads_to_no_file_of_this_machine(web, record, url):
    with pytest.raises(InputError, match="a web address, or a file in the folder of the source"):
        ndl.load(record(("CSV", url)))


def test_a_folder_of_files_leads_to_its_own_files_and_no_others(tmp_path, monkeypatch, record):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "trees.csv").write_bytes(CSV)
    (tmp_path / "secret.csv").write_bytes(b"secret\n1\n")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (tmp_path / "sources.toml").write_text(f'[ours]\nkind = "datapackage"\nat = "{folder}"\n')
    monkeypatch.setenv("NDL_SOURCES", str(tmp_path / "sources.toml"))

    assert len(ndl.load(record(("CSV", "trees.csv")))) == 2
    assert len(ndl.load(record(("CSV", str(folder / "trees.csv"))))) == 2
    for url in ("../secret.csv", "link.csv", str(tmp_path / "secret.csv")):
        with pytest.raises(InputError, match="a file in the folder of the source"):
            ndl.load(record(("CSV", url)))


def test_only_the_source_whose_name_the_id_begins_with_is_asked(record, there):
    mine, other = Ours("ours", record()), Ours("theirs")
    there(mine, other)

    assert find.show("ours/trees").title == "Street trees"
    assert find.show("OURS/trees".replace("OURS", "ours")).lateness.state == "cannot be told"
    assert other.asked == []


def test_what_was_harvested_is_shown_without_asking_its_source(record, there):
    kept, mine = Ours("harvested", record(), live=False), Ours("ours", record())
    there(mine, kept)

    assert find.show("ours/trees").id == "ours/trees"
    assert mine.asked == []


def test_an_id_that_no_live_source_can_have_contacts_none_and_names_the_sources(record, there):
    mine = Ours("ours", record())
    there(mine)

    with pytest.raises(NotFound) as refused:
        find.show("london/trees")

    assert mine.asked == []
    assert refused.value.expected.endswith("one that begins with the name of a source: ours")


def test_a_slip_in_an_id_of_a_local_source_is_answered_with_the_id_meant(record, there):
    there(Ours("ours", record(), live=False))

    with pytest.raises(NotFound, match="try ours/trees"):
        find.show("ours/treees")


def test_a_source_that_is_down_is_told_with_what_to_do(there, web):
    there(Down("ours"))

    with pytest.raises(SourceUnavailable) as refused:
        ndl.show("ours/trees")

    assert refused.value.found == "no answer from ours: no machine called down.invalid is known"
    assert "try again later" in refused.value.next
    with pytest.raises(SourceUnavailable):
        ndl.load("ours/trees")


def test_show_says_that_links_were_not_tried_and_opens_no_connection(trees, web):
    shown = ndl.show("ours/trees")

    assert "links      2, not tried: ndl show ours/trees --online" in repr(shown)
    assert "The links were not tried. To try them: ndl show ours/trees --online" in shown._repr_html_()
    assert 'load       table = ndl.load("ours/trees")' in repr(shown)
    assert web.asked == []


def test_a_record_of_no_table_says_that_it_cannot_be_loaded(record):
    shown = record(("HTML", "https://trees.example.org/"))

    assert "load       It names no file that can be loaded as a table." in repr(shown)


def test_a_hostile_record_is_text_on_its_page(record):
    evil = "<script>alert(1)</script>"
    shown = record(
        ("CSV", "javascript:alert(1)"),
        title=evil,
        description=evil,
        publisher=evil,
        contact=evil,
        temporal=evil,
        update_frequency=evil,
        landing_page="javascript:alert(2)",
        known_biases=(evil,),
    )
    page = dataclasses.replace(shown, lateness=find.lateness_of(shown))._repr_html_()

    assert "<script>" not in page
    assert 'href="javascript:' not in page
    assert len(repr(shown).splitlines()) <= 20
