import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap

import pytest

from ndl_workbench.catalogue.index import Index
from ndl_workbench.catalogue.records import Dataset
from ndl_workbench.catalogue.sources import walk
from ndl_workbench.catalogue.sources.embedded import EmbeddedSource
from ndl_workbench.errors import Unreadable

QUESTIONS = [
    "school readiness",
    "EYFSP",
    "chidlren",
    "children in Port Callow 2024",
    "libr",
    "popul",
    "",
    "How many kids are there?",
]


@pytest.fixture
def there(tmp_path):
    index = Index.at(tmp_path / "index")
    yield index
    index.close()


def told(results):
    return [(hit.id, hit.score, hit.reason, hit.also_in) for hit in results], results.facets


def test_an_index_on_disk_answers_as_one_in_memory(there):
    datasets = list(walk(EmbeddedSource()))
    there.add(datasets)
    memory = Index.build(datasets)

    for question in QUESTIONS:
        assert told(there.search(question)) == told(memory.search(question))
    assert list(there) == list(memory)


def test_half_a_character_in_a_record_does_no_harm(there):
    there.add([{"id": "a", "title": "Bins \ud800"}])

    assert [(hit.id, hit.title) for hit in there.search("bins")] == [("a", "Bins ?")]


def test_what_was_added_is_there_when_it_is_opened_again(tmp_path):
    first = Index.at(tmp_path)
    first.add([{"id": "a", "title": "Bins"}, {"id": "b", "title": "Trees"}])
    assert [hit.id for hit in first.search("bins")] == ["a"]
    second = Index.at(tmp_path)
    second.add([{"id": "c", "title": "Recycling of bins"}])
    second.remove(["b"])

    assert {hit.id for hit in first.search("bins")} == {"a", "c"}
    assert (first.ids(), len(second)) == (("a", "c"), 2)
    assert len(list(tmp_path.glob("arrays-*"))) == 1
    first.close()
    second.close()


def test_when_adding_fails_nothing_was_added(there):
    there.add([{"id": "a", "title": "Bins"}])
    with pytest.raises(ZeroDivisionError):
        there.add({"id": str(number), "title": f"Bins {1 / (700 - number)}"} for number in range(1000))

    assert there.ids() == ("a",)
    assert len(there.search("bins")) == 1
    assert there.add([{"id": "b", "title": "Bins and trees"}]) == 1
    assert len(there.search("bins")) == 2


def test_words_of_an_adding_that_failed_are_new_words_the_next_time(there):
    with pytest.raises(ZeroDivisionError):
        there.add({"id": str(number), "title": f"Trees {1 / (700 - number):.0f}"} for number in range(1000))

    there.add([{"id": "a", "title": "Bins"}, {"id": "b", "title": "Trees"}])

    assert [hit.id for hit in there.search("trees")] == ["b"]
    assert [hit.id for hit in there.search("bins")] == ["a"]


def test_what_was_read_once_is_not_read_again_until_it_changes(tmp_path):
    first, second = Index.at(tmp_path), Index.at(tmp_path)
    first.add([{"id": "a", "title": "Bins"}])

    assert second.search("bins")[0].id == "a"
    assert first._store.postings is second._store.postings
    before = first._store.postings
    second.add([{"id": "b", "title": "Trees"}])
    assert first._store.postings is not before
    assert first.search("trees")[0].id == "b"
    first.close()
    second.close()


def test_an_index_that_was_deleted_and_made_anew_is_not_taken_for_the_old_one(tmp_path):
    for title in ("Bins", "Trees"):
        index = Index.at(tmp_path / "index")
        index.add([{"id": title, "title": title}])
        assert [hit.id for hit in index.search("bins trees")] == [title]
        index.close()
        shutil.rmtree(tmp_path / "index")


def test_an_index_can_be_searched_while_another_process_is_writing(tmp_path):
    index = Index.at(tmp_path)
    index.add([{"id": "a", "title": "Bins"}])
    writer = sqlite3.connect(tmp_path / "records.sqlite", isolation_level=None)
    writer.execute("begin immediate")
    writer.execute("delete from dataset")

    other = Index.at(tmp_path)
    assert [hit.id for hit in other.search("bins")] == ["a"]

    for one in (index, other, writer):
        one.close()


def test_a_record_that_was_removed_before_its_words_is_left_out(tmp_path):
    index = Index.at(tmp_path, kept={"a": Dataset(id="a", title="Bins", source="s")}.get)
    index.add([Dataset(id="a", title="Bins", source="s"), Dataset(id="b", title="Bins", source="s")])

    assert [hit.id for hit in index.search("bins")] == ["a"]
    assert [dataset.id for dataset in index] == ["a"]
    index.close()


def test_a_process_that_is_killed_leaves_what_it_had_added(tmp_path):
    program = textwrap.dedent(
        f"""
        import os, signal
        from ndl_workbench.catalogue.index import Index
        index = Index.at({str(tmp_path)!r})
        index.add([{{"id": "a", "title": "Bins"}}])
        def more():
            for number in range(2000):
                if number == 1500:
                    os.kill(os.getpid(), signal.SIGKILL)
                yield {{"id": str(number), "title": "Bins"}}
        index.add(more())
        """
    )
    if not hasattr(signal, "SIGKILL"):
        program = program.replace("os.kill(os.getpid(), signal.SIGKILL)", "os._exit(9)")
    ended = subprocess.run([sys.executable, "-c", program], env=os.environ, check=False)
    index = Index.at(tmp_path)

    assert ended.returncode != 0
    assert [hit.id for hit in index.search("bins")] == ["a"]
    index.close()


def test_arrays_that_are_gone_or_spoilt_are_made_again(tmp_path):
    index = Index.at(tmp_path)
    index.add([{"id": "a", "title": "Bins"}])
    index.search("bins")
    index.close()
    (arrays,) = tmp_path.glob("arrays-*")
    (arrays / "records.npy").write_bytes(b"no array")
    again = Index.at(tmp_path)

    assert [hit.id for hit in again.search("bins")] == ["a"]
    again.close()


def test_a_folder_with_something_else_in_it_is_refused(tmp_path):
    (tmp_path / "records.sqlite").write_text("not a database, but quite long " * 100, encoding="utf-8")

    with pytest.raises(Unreadable, match="expected an index of datasets"):
        Index.at(tmp_path)


def test_an_index_of_another_form_is_begun_again(tmp_path, monkeypatch):
    index = Index.at(tmp_path)
    index.add([{"id": "a", "title": "Bins"}])
    index.close()
    monkeypatch.setattr("ndl_workbench.catalogue.index.disk.FORM", 99)
    again = Index.at(tmp_path)

    assert len(again) == 0
    again.close()


def test_a_folder_with_no_room_for_the_arrays_is_searched_without_keeping_them(tmp_path, monkeypatch):
    def full(*told):
        raise OSError(28, "No space left on device")

    index = Index.at(tmp_path)
    index.add([{"id": "a", "title": "Bins"}])
    monkeypatch.setattr("ndl_workbench.catalogue.index.keep.np.save", full)

    assert [hit.id for hit in index.search("bins")] == ["a"]
    assert list(tmp_path.glob("arrays-*")) == []
    index.close()
