"""Licences: many spellings, one identifier; how sure it is, and the line of credit."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.catalogue.licences import fold
from ndl_workbench.catalogue.records import Licence

OGL3 = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def folded(text: str, url: str | None = None) -> Licence:
    return fold(text, url, title="Price paid data", publisher="HM Land Registry", where="license_id")


@pytest.mark.parametrize(
    ("text", "url", "id", "confidence"),
    [
        ("OGL-UK-3.0", None, "OGL-UK-3.0", "stated"),
        ("OGL-UK-2.0", None, "OGL-UK-2.0", "stated"),
        ("OGL-UK-1.0", None, "OGL-UK-1.0", "stated"),
        ("Open Government Licence v3.0", None, "OGL-UK-3.0", "stated"),
        ("Open Government License 3", None, "OGL-UK-3.0", "stated"),
        ("OGLv3", None, "OGL-UK-3.0", "stated"),
        (OGL3, None, "OGL-UK-3.0", "stated"),
        ("", OGL3, "OGL-UK-3.0", "stated"),
        ("Open Government Licence", OGL3, "OGL-UK-3.0", "stated"),
        # No version: which one was meant is not known.
        ("uk-ogl", "http://reference.data.gov.uk/id/open-government-licence", "OGL-UK-3.0", "inferred"),
        ("ogl", None, "OGL-UK-3.0", "inferred"),
        ("UK Open Government Licence (OGL)", None, "OGL-UK-3.0", "inferred"),
        ("Data under Open Government License", None, "OGL-UK-3.0", "inferred"),
        ("Open Government Licence 2015", None, "OGL-UK-3.0", "inferred"),
        ("It is free to use under the Open Government Licence v2.", None, "OGL-UK-2.0", "inferred"),
        ("Non-Commercial Government Licence v2.0", None, "NCGL-UK-2.0", "stated"),
        ("Open Government Licence - Canada", None, "OGL-Canada-2.0", "stated"),
        ("OS OpenData Licence", None, "LicenseRef-OS-OpenData", "stated"),
        ("CC-BY-4.0", None, "CC-BY-4.0", "stated"),
        ("CC BY-NC-SA 4.0", None, "CC-BY-NC-SA-4.0", "stated"),
        (
            "Creative Commons Attribution Share-Alike",
            "https://creativecommons.org/licenses/by-sa/4.0/",
            "CC-BY-SA-4.0",
            "stated",
        ),
        ("cc-by", "http://www.opendefinition.org/licenses/cc-by", "LicenseRef-CC-BY", "inferred"),
        ("cc-zero", None, "CC0-1.0", "stated"),
        ("odc-odbl", None, "ODbL-1.0", "stated"),
        ("odc-by", None, "ODC-By-1.0", "stated"),
        ("odc-pddl", None, "PDDL-1.0", "stated"),
        ("other-closed", None, "LicenseRef-other-closed", "stated"),
        ("notspecified", None, "unknown", "unknown"),
        ("", None, "unknown", "unknown"),
        ("Creative Commons Attribution 4.0 International (CC BY 4.0)", None, "CC-BY-4.0", "stated"),
        ("UK Open Government Licence (OGL v2)", None, "OGL-UK-2.0", "stated"),
        ("Open Government Licence v3.0; see https://example.org/terms", None, "OGL-UK-3.0", "inferred"),
        ("Unless otherwise stated, under the Open Government Licence v3.0", None, "OGL-UK-3.0", "inferred"),
        ("Free to use without charge under the Open Government Licence v3.0", None, "OGL-UK-3.0", "inferred"),
        ("No longer published under the Open Government Licence", None, "unknown", "unknown"),
        ("no limitations", None, "unknown", "unknown"),
        ("This data is not licensed under the Open Government Licence", None, "unknown", "unknown"),
        ("The Open Government Licence does not apply to this data", None, "unknown", "unknown"),
    ],
)
def test_a_licence_is_folded_to_one_identifier(text: str, url: str | None, id: str, confidence: str) -> None:
    licence = folded(text, url)
    assert (licence.id, licence.confidence) == (id, confidence)
    assert "license_id" in licence.evidence


def test_the_credit_is_what_the_open_government_licence_asks_for() -> None:
    assert folded("OGL-UK-3.0").attribution == (
        "Price paid data, HM Land Registry. Contains public sector information licensed under the "
        f"Open Government Licence v3.0 ({OGL3})."
    )


def test_a_providers_own_acknowledgement_is_repeated() -> None:
    text = "Open Government Licence v3.0. Contains OS data © Crown copyright and database right 2024. Free to use."
    assert folded(text).attribution == (
        "Contains OS data © Crown copyright and database right 2024. Price paid data, HM Land Registry, licensed under "
        f"Open Government Licence v3.0 ({OGL3})."
    )


def test_a_publisher_nobody_knows_is_left_out_of_the_credit() -> None:
    licence = fold("CC-BY-4.0", title="Trees", publisher="unknown", where="license")
    assert licence.attribution == (
        "Trees, licensed under Creative Commons Attribution 4.0 (https://creativecommons.org/licenses/by/4.0/)."
    )


def test_a_licence_we_know_no_terms_of_gets_no_made_up_credit() -> None:
    assert folded("other-closed").attribution == "unknown"


def test_a_text_and_an_address_that_disagree_are_told_and_never_stated() -> None:
    licence = folded("OGL-UK-3.0", "https://creativecommons.org/licenses/by-nc/4.0/")
    assert (licence.id, licence.confidence) == ("CC-BY-NC-4.0", "inferred")
    assert licence.evidence == (
        "license_id: “https://creativecommons.org/licenses/by-nc/4.0/”; more than one licence is named (“OGL-UK-3.0”, "
        "“https://creativecommons.org/licenses/by-nc/4.0/”); the one that allows less is given"
    )
    both_open = folded("OGL-UK-3.0", "https://creativecommons.org/licenses/by/4.0/")
    assert (both_open.id, both_open.confidence, both_open.attribution) == ("OGL-UK-3.0", "inferred", "unknown")
    assert both_open.evidence.endswith("the first is given")
    assert folded("OGL-UK-2.0", OGL3).confidence == "inferred"


def test_what_harvested_records_say(shared: Path) -> None:
    folder = shared / "data" / "datagovuk-solr-fixtures"
    record = json.loads((folder / "solr_inspire_dataset.json").read_text(encoding="utf-8"))
    (said,) = [doc["extras_licence"] for doc in record["response"]["docs"]]
    licence = folded(said)
    # The Open Government Licence for one use, Ordnance Survey's end-user licence for another.
    assert (licence.id, licence.confidence) == ("LicenseRef-OS-INSPIRE-End-User", "inferred")
    assert "“OGL”" in licence.evidence


@given(st.text(), st.none() | st.text())
def test_no_text_makes_it_raise(text: str, url: str | None) -> None:
    licence = fold(text, url, title=text, publisher=text, where="license_id")
    assert licence.id
    assert licence.attribution
    assert "license_id" in licence.evidence


@given(
    st.lists(
        st.sampled_from(
            ["open government licence", " v", "3", ".", "cc", "by", "-", "not ", "©", "(", "https://", "{version}"]
        ),
        max_size=12,
    )
)
def test_no_mixture_of_words_makes_it_raise(parts: list[str]) -> None:
    said = "".join(parts)
    assert fold(said, said, title=said, publisher=said, where="{x}").confidence in ("stated", "inferred", "unknown")


@pytest.mark.parametrize(
    "piece", ["open ", "creative commons ", "Contains ", "©", "cc-", "https://", "not ", "ogl v", "(", "public sector "]
)
def test_a_text_made_to_keep_it_busy_comes_to_an_end_and_is_not_quoted_whole(piece: str) -> None:
    assert len(folded(piece * 100_000).evidence) < 1000


def test_every_licence_of_the_list_has_a_source_and_folds_to_itself() -> None:
    content = files("ndl_workbench.catalogue").joinpath("licences.toml").read_text(encoding="utf-8")
    for one in tomllib.loads(content)["licence"]:
        assert one["source"]
        versions = one.get("versions", ["-"])
        for version in versions:
            title = one["title"].format(version=version)
            id = one["id"].format(version=version)
            assert folded(title).id == id, title
            if one["address"]:
                assert folded("", one["url"].format(version=version, major=version[:1])).id.startswith(id[:6])
