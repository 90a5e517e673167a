"""The parts of a Word file around its text, written so that the same words always give the same bytes."""

from __future__ import annotations

import io
import zipfile

from documents.official.styles import LINE, R, W, font_table, styles

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_WHEN = (2026, 1, 1, 0, 0, 0)
# A4; 37 mm above, 35 below, 28 left, 26 right (GB/T 9704-2012, 5.2.1), in twentieths of a point.
_UPRIGHT, _ACROSS = '<w:pgSz w:w="11906" w:h="16838"/>', '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
_MARGINS = '<w:pgMar w:top="{top}" w:right="1474" w:bottom="1984" w:left="1587" '
_MARGINS += 'w:header="{header}" w:footer="{footer}" w:gutter="0"/>'


def package(body: str, section: str, parts: dict[str, str]) -> bytes:
    """A .docx of the body's paragraphs, the section's settings, and headers and footers by their part name."""
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": _CORE_PROPERTIES,
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": styles(),
        "word/fontTable.xml": font_table(),
        "word/settings.xml": _SETTINGS,
        "word/_rels/document.xml.rels": _relations(
            (f"{_OFFICE}/styles", "styles.xml"),
            (f"{_OFFICE}/fontTable", "fontTable.xml"),
            (f"{_OFFICE}/settings", "settings.xml"),
            *((f"{_OFFICE}/{_kind(name)}", f"{name}.xml") for name in parts),
        ),
    }
    files |= {f"word/{name}.xml": content for name, content in parts.items()}
    return _zipped(files)


def relation(parts: dict[str, str], name: str) -> str:
    """The id by which the section refers to a header or footer."""
    return f"rId{4 + list(parts).index(name)}"


def section(
    parts: dict[str, str],
    references: str,
    top: int = 2098,
    header: int = 851,
    footer: int = 1451,
    across: bool = False,
) -> str:
    """The section's settings: paper, margins, 22 lines of 28 letters. `references` name headers and footers."""
    named = "".join(_reference(parts, each) for each in references.split())
    first = "<w:titlePg/>" if "first" in references else ""
    size = (_ACROSS if across else _UPRIGHT) + _MARGINS.format(top=top, header=header, footer=footer)
    grid = f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
    return f"<w:sectPr>{named}{size}{first}{grid}</w:sectPr>"


def _reference(parts: dict[str, str], each: str) -> str:
    name, kind = each.split(":")
    return f'<w:{_kind(name)}Reference w:type="{kind}" r:id="{relation(parts, name)}"/>'


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def _content_types(parts: dict[str, str]) -> str:
    kinds = {"document": "document.main", "styles": "styles", "fontTable": "fontTable", "settings": "settings"}
    kinds |= {name: _kind(name) for name in parts}
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{rows}</Types>'
    )


def _zipped(files: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as parts:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            parts.writestr(entry, _HEAD + content)
    return target.getvalue()


_CORE_PROPERTIES = (
    f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<dc:title></dc:title><dc:creator></dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z'
    "</dcterms:created></cp:coreProperties>"
)
_SETTINGS = (
    f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/>'
    "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>"
    "<w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
