"""A search over several catalogues at once: one that is down, slow, lying or hostile costs only itself."""

import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import SourceUnavailable


@pytest.fixture
def listed(monkeypatch, tmp_path):
    """Make these the sources there are, each with its address; how long to wait matters where one says nothing."""

    def listed(seconds: float = 20, **sources: str) -> None:
        file = tmp_path / "sources.toml"
        file.write_text("".join(f'[{name}]\nkind = "ckan"\nat = "{at}"\n' for name, at in sources.items()))
        monkeypatch.setenv("NDL_SOURCES", str(file))
        monkeypatch.setenv("NDL_TIMEOUT", str(seconds))

    return listed


@pytest.fixture
def good(ckan):
    """A catalogue that has one dataset about childcare."""
    ckan.packages = [
        {
            "id": "1",
            "name": "childcare-before-school",
            "title": "Childcare before school",
            "organization": {"title": "Leeds"},
        }
    ]
    return ckan


def silent(results) -> dict[str, str]:
    return {one.source: one.why for one in results.unanswered}


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ("silent", "within 1.5 seconds"),
        ("drip", "within 1.5 seconds"),
        ("drip-in-the-head", "within 1.5 seconds"),
        ("hundred-megabytes-told", "more than 32,000,000 bytes"),
        ("html", "text/html in place of JSON"),
        ("too-short", "peer closed connection"),
        ("too-long", "cannot be read as JSON"),
        ("busy", "HTTP status 429"),
        ("busy-for-an-hour", "asks to wait 3,600 seconds"),
        ("round-and-round", "more than 5 redirects"),
        ("nested", "lists inside lists"),
        ("huge-number", "cannot be read as JSON"),
        ("list-for-envelope", "not CKAN's"),
        ("nonsense", "no answer from"),
    ],
)
def test_the_others_hits_come_and_the_one_that_misbehaves_is_named(listed, good, misbehaving, way, why):
    listed(1.5 if "within" in why else 20, good=good.address, bad=f"{misbehaving.address}/{way}")

    results = ndl.search("school", source="all")

    assert "good/childcare-before-school" in [hit.id for hit in results]
    assert any(hit.source == "embedded" for hit in results)
    assert list(silent(results)) == ["bad"]
    assert why in silent(results)["bad"]


def test_many_that_are_slow_are_waited_for_once(listed, good, misbehaving):
    slow = {f"slow-{number}": f"{misbehaving.address}/silent" for number in range(8)}
    listed(1.5, good=good.address, **slow)

    results = ndl.search("school", source="all")

    assert "good/childcare-before-school" in [hit.id for hit in results]
    assert list(silent(results)) == list(slow)


def test_endless_paging_is_no_matter_to_a_search(listed, misbehaving):
    listed(endless=f"{misbehaving.address}/endless-paging")

    results = ndl.search("same", source="all", limit=5)

    assert [hit.source for hit in results] == ["endless"] * 5
    assert len(misbehaving.asked) == 1


def test_local_asks_nobody(listed, good):
    listed(good=good.address)

    assert {hit.source for hit in ndl.search("school", source="local")} <= {"embedded"}
    assert good.asked == []


def test_a_source_that_was_asked_alone_is_the_error(listed, misbehaving):
    listed(bad=f"{misbehaving.address}/html")

    with pytest.raises(SourceUnavailable, match="text/html in place of JSON"):
        ndl.search("school", source="bad")


def test_who_did_not_answer_is_shown_with_the_results(listed, good, misbehaving):
    listed(good=good.address, bad=f"{misbehaving.address}/busy-for-an-hour")

    summary = "\n".join(ndl.search("school", source="all").summary())

    assert "no answer from bad: HTTP status 429" in summary
