"""Names for what people save in place of data, each with what to do instead.

The first bytes of each are those its own format asks for, as collected in the ``magic`` files of the ``file`` command.
"""

from __future__ import annotations

import re

ASK = "ask the publisher for the data as CSV"
AGAIN = "download it again"
UNPACK = "unpack it and name the file inside"
SAVE_AS_CSV = "open it in a spreadsheet program and save it as CSV"
MAP = "ask the publisher for CSV or GeoJSON, or convert it with a mapping program such as QGIS"
STATISTICS = "ask the publisher for the data as CSV, or export it from the program that made it"
XML_NEXT = "look for a CSV version of the same data"
PICTURE = "ask the publisher for the data as CSV; no figures are read from a picture"

# First bytes: what they begin, and what to do next.
_STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", ASK),
    (b"{\\rtf", "a rich text document", ASK),
    (b"\x89PNG", "a picture (PNG)", PICTURE),
    (b"\xff\xd8\xff", "a picture (JPEG)", PICTURE),
    (b"GIF87a", "a picture (GIF)", PICTURE),
    (b"GIF89a", "a picture (GIF)", PICTURE),
    (b"II*\0", "a picture (TIFF)", PICTURE),
    (b"MM\0*", "a picture (TIFF)", PICTURE),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"\xfd7zXZ\0", "an XZ archive", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", UNPACK),
    (b"\x1f\x9d", "an archive made with compress", UNPACK),
    (b"\0\0\x27\x0a", "a part of a shapefile (map shapes)", MAP),
    (b"PARE", "an encrypted Parquet file", "ask the publisher for one that is not encrypted"),
    (b"ARROW1\0\0", "an Arrow file", "convert it to Parquet or CSV, for example with pyarrow"),
    (b"FEA1", "a Feather file", "convert it to Parquet or CSV, for example with pyarrow"),
    (b"Obj\x01", "an Avro file", "convert it to CSV, for example with DuckDB"),
    (b"\x89HDF\r\n", "an HDF5 file", STATISTICS),
    (b"$FL2@(#)", "an SPSS file", STATISTICS),
    (b"<stata_dta>", "a Stata file", STATISTICS),
    (
        b"version https://git-lfs.github.com/spec/",
        "a pointer to a file kept elsewhere (git LFS)",
        "get the file itself",
    ),
    (b"MIME-Version:", "a web page saved as one file (MHTML)", SAVE_AS_CSV),
    (b"PROJCS[", "a part of a shapefile (its projection)", MAP),
    (b"GEOGCS[", "a part of a shapefile (its projection)", MAP),
    (b"@prefix ", "linked data (RDF in Turtle)", XML_NEXT),
)
# The first element of a web page, or of a table that a program wrote as one.
_PAGE_ROOTS = frozenset(
    {
        *("html", "head", "body", "table", "thead", "tbody", "tr", "meta", "title", "style", "script", "div", "link"),
        *("center", "font", "span", "p", "h1", "h2", "br", "form", "iframe"),
    }
)
# A tag, a comment or a declaration. "<5 years" and "<name>,<age>" are column names and are let through.
_MARKUP = re.compile(r"<(?:[!?]|[a-z][\w:.-]*(?:\s+[\w:.-]+\s*=|\s*/?>(?!\s*[,;\t|])))", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[a-z_][\w.-]*:)?([a-z_][\w.-]*)", re.IGNORECASE)
# What may stand before the first element: one comment, declaration or instruction.
_BEFORE_ROOT = re.compile(r"(?:<!--.*?-->|<\?.*?\?>|<![^>]*>)\s*", re.DOTALL)
# Where an error message is looked for.
NEAR = 4096
_ERROR_TEXT = re.compile(
    r"<(?:\w+:)?(?:code|message|exceptiontext|faultstring|title)\b[^>]*>\s*([^<]{1,120})", re.IGNORECASE
)

SERVICE = "ask the service for CSV or GeoJSON (a WFS takes it as outputFormat)"
# The first element of an XML document, without its prefix and in lower case.
_ROOTS: dict[str, tuple[str, str]] = {
    "rss": ("a news feed (RSS)", XML_NEXT),
    "feed": ("a feed (Atom)", "open it in a browser and follow its links to the data"),
    "kml": ("a map layer (KML)", MAP),
    "gpx": ("a track from a GPS device (GPX)", MAP),
    "svg": ("a picture (SVG)", PICTURE),
    "rdf": ("linked data (RDF in XML)", XML_NEXT),
    "envelope": ("an answer of a web service (SOAP)", XML_NEXT),
    "urlset": ("a list of web pages (sitemap)", XML_NEXT),
    "sitemapindex": ("a list of web pages (sitemap)", XML_NEXT),
    "listbucketresult": ("a list of the files in a store", "name one of the files in it"),
    "md_metadata": ("a description of a dataset (ISO 19139)", "follow its links to the data"),
    "featurecollection": ("map features (GML)", SERVICE),
    "wfs_capabilities": ("a list of what a map service offers (WFS)", SERVICE),
    "wms_capabilities": ("a list of what a map service offers (WMS)", SERVICE),
    "wmt_ms_capabilities": ("a list of what a map service offers (WMS)", SERVICE),
    "capabilities": ("a list of what a map service offers", SERVICE),
    "structurespecificdata": ("statistics in SDMX", ASK),
    "genericdata": ("statistics in SDMX", ASK),
}
_ERRORS = {"error", "errors", "exception", "fault", "serviceexceptionreport", "exceptionreport", "problem"}


def binary(head: bytes) -> tuple[str, str] | None:
    """Name what is told by its first bytes, with what to do next; None for anything else."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, what, following in _STARTS:
        if head.startswith(magic) or start.startswith(magic):
            return what, following
    if head.startswith(b"SQLite format 3\0"):
        # The application's own mark stands at byte 68; a GeoPackage's begins with GP.
        geographic = head[68:70] == b"GP"
        return ("a GeoPackage (a map database)", MAP) if geographic else ("an SQLite database", STATISTICS)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "a picture (WebP)", PICTURE
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "a picture (BMP)", PICTURE
    if re.match(rb"BZh[1-9]1AY&SY", head):
        return "a bzip2 archive", UNPACK
    if head[257:262] == b"ustar":
        return "a TAR archive", UNPACK
    return ("a dBase table (part of a shapefile)", MAP) if _is_dbase(head) else None


def _is_dbase(head: bytes) -> bool:
    # Version, date of change as years since 1900, month and day, then the header's length: 32 bytes a column, and one.
    if len(head) < 66 or head[0] not in (0x03, 0x30, 0x83, 0x8B, 0xF5):
        return False
    return 1 <= head[2] <= 12 and 1 <= head[3] <= 31 and b"\0" in head[4:32] and head[8] % 32 == 1


def is_markup(start: str) -> bool:
    """Whether a text begins as a web page or an XML document does."""
    return bool(_MARKUP.match(start))


def markup(start: str) -> tuple[str, str]:
    """Name a web page or an XML document, with what to do next.

    Parameters
    ----------
    start
        The beginning of its text, which :func:`is_markup`.
    """
    if named := _office(start):
        return named
    at, page = 0, False
    while before := _BEFORE_ROOT.match(start, at):
        page = page or bool(_DOCTYPE.match(start, at))
        at = before.end()
    root = _ROOT.match(start, at)
    name = root[1].lower() if root else ""
    if name in _ERRORS:
        said = _ERROR_TEXT.search(start[:NEAR])
        text = f" ({' '.join(said[1].split())})" if said and said[1].strip() else ""
        return f"an error message{text} in XML", "ask again later, or mend the address"
    if name in _ROOTS:
        return _ROOTS[name]
    if page or name in _PAGE_ROOTS:
        if _TABLE.search(start):
            return "a web page with a table in it, which is not a table file", SAVE_AS_CSV
        return "a web page (often an error page saved in place of data)", "open the address in a browser"
    return f"an XML document{f' of <{root[1]}>' if root else ''}", XML_NEXT


def _office(start: str) -> tuple[str, str] | None:
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and "<html" not in start.lower():
        return "a workbook in the XML form of Excel 2003", "open it in a spreadsheet program and save it as XLSX or CSV"
    if '<?mso-application progid="Word.Document"?>' in start:
        return "a Word document in XML", ASK
    if "urn:oasis:names:tc:opendocument:xmlns:office:1.0" in start and "<office:document" in start:
        return "an OpenDocument file in its flat XML form", "open it and save it as ODS or CSV"
    return None


# --- JSON ---------------------------------------------------------------------------------------------

_FAILED = ("error", "errors", "Error", "fault", "exception")
_ABOUT_A_FAILURE = {
    "message", "Message", "status", "code", "detail", "title", "statusCode", "status_code", "timestamp", "path",
    "documentation_url", "type", "instance", "error_description", "msg", "reason", "requestId", "request_id",
}  # fmt: skip


def json_error(value: object) -> str:
    """Return what a service's JSON says went wrong, or nothing where it says no such thing."""
    if not isinstance(value, dict):
        return ""
    if any(isinstance(held, list) and held and key not in _FAILED for key, held in value.items()):
        return ""
    for key in _FAILED:
        if value.get(key) and isinstance(value[key], str | dict | list):
            return _sentence(value[key])
    if value.get("success") is False:
        return _sentence(value)
    told = {"message", "Message", "detail", "title", "msg"} & value.keys()
    return _sentence(value) if told and value.keys() <= _ABOUT_A_FAILURE else ""


def _sentence(value: object) -> str:
    if isinstance(value, list):
        value = value[0]
    if isinstance(value, dict):
        texts = [value[key] for key in ("message", "Message", "detail", "msg", "title", "code") if value.get(key)]
        value = texts[0] if texts else "no reason given"
    return " ".join(str(value).split())[:120]
