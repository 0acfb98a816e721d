"""Calibration and ROC pictures: labels are drawn and escaped, and curves never differ by colour alone."""

import pytest

from ndl_workbench.display import charts_model as charts

BANDS = [charts.Band("a & b", 0.1, 0.2, 0.1, 0.3), charts.Band("c", 0.9, 0.8, 0.7, 0.9)]
CURVES = [charts.Curve(name, (0.0, 0.3, 1.0), (0.0, 0.6, 1.0)) for name in ("a & b", "c")]
WORDS = {"caption": "Caption.", "alternative": "Alternative."}


@pytest.mark.parametrize("diagonal", [True, False])
def test_calibration_has_a_panel_for_each_label(diagonal):
    figure = charts.calibration(BANDS, axis="Score", up="Truly yes", diagonal=diagonal, **WORDS)

    assert figure.svg.count("a &amp; b") == 1
    assert ("stroke-dasharray" in figure.svg) is diagonal
    assert 'aria-hidden="true"' in figure.svg
    assert (figure.caption, figure.alternative) == ("Caption.", "Alternative.")


def test_each_curve_has_its_own_colour_and_dashes():
    svg = charts.curves(CURVES, axis="False positive rate", up="True positive rate", **WORDS).svg

    for colour, dash in zip(charts.COLOURS[:2], ("1,0", "10,4"), strict=True):
        assert colour in svg
        assert f'stroke-dasharray="{dash}"' in svg


def test_control_characters_do_not_end_the_process():
    svg = charts.curves([charts.Curve("a\x01b", (0.0, 1.0), (0.0, 1.0))], axis="x", up="y", **WORDS).svg

    assert "\x01" not in svg


def test_more_curves_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="at most 6 curves"):
        charts.curves(CURVES * 4, axis="x", up="y", **WORDS)
