"""What the first three characters of a nine-character GSS code stand for.

Source: the ``description`` of each entity in the ONS *Code History Database* (July 2024), as stored in
open-innovations/geography-code-adder (``code-types.csv``, ``docs/data``), in our words; only the kinds that
public data on places uses often. The letter is the country: E England, W Wales, S Scotland, N Northern
Ireland, K more than one of them. Open Government Licence v3.0.
"""

from __future__ import annotations

LOCAL_AUTHORITY = {
    "E06": "English unitary authority",
    "E07": "English non-metropolitan district",
    "E08": "English metropolitan district",
    "E09": "London borough",
    "E10": "English county",
    "N09": "Northern Ireland local government district",
    "S12": "Scottish council area",
    "W06": "Welsh unitary authority",
}

OTHER = {
    "E00": "English census output area",
    "E01": "English lower layer super output area",
    "E02": "English middle layer super output area",
    "E04": "English civil parish",
    "E05": "English ward or electoral division",
    "E11": "English metropolitan county",
    "E12": "English region",
    "E13": "Inner or Outer London",
    "E14": "English parliamentary constituency",
    "E15": "English European electoral region",
    "E22": "English community safety partnership",
    "E23": "English police force area",
    "E26": "English national park",
    "E30": "English travel to work area",
    "E31": "English fire and rescue authority",
    "E37": "English local enterprise partnership",
    "E38": "English clinical commissioning group",
    "E47": "English combined authority",
    "E48": "English local resilience forum",
    "E54": "English integrated care board",
    "E58": "English county electoral division",
    "E60": "English local planning authority",
    "E61": "Greater London Authority",
    "E92": "country (England)",
    "K02": "United Kingdom",
    "K03": "Great Britain",
    "K04": "England and Wales",
    "N06": "Northern Ireland parliamentary constituency",
    "N08": "Northern Ireland ward",
    "N92": "country (Northern Ireland)",
    "S00": "Scottish census output area",
    "S01": "Scottish data zone",
    "S02": "Scottish intermediate zone",
    "S08": "Scottish health board area",
    "S13": "Scottish ward",
    "S14": "Scottish parliamentary constituency",
    "S92": "country (Scotland)",
    "W00": "Welsh census output area",
    "W01": "Welsh lower layer super output area",
    "W02": "Welsh middle layer super output area",
    "W04": "Welsh community",
    "W05": "Welsh ward or electoral division",
    "W07": "Welsh parliamentary constituency",
    "W11": "Welsh local health board",
    "W92": "country (Wales)",
}


def entity(code: str) -> str:
    """Say what kind of place a GSS code is for, or nothing when the kind is not one we know."""
    return LOCAL_AUTHORITY.get(code[:3]) or OTHER.get(code[:3], "")
