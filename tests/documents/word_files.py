"""Reads Word files back as tests need them."""

import io
import zipfile
from typing import Any

from docx import Document
from docx.document import Document as OpenDocument
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(content: bytes) -> OpenDocument:
    """The file as python-docx reads it."""
    return Document(io.BytesIO(content))


def lines(content: bytes) -> list[str]:
    """The paragraphs outside of tables that say something."""
    return [paragraph.text for paragraph in opened(content).paragraphs if paragraph.text.strip()]


def tables(content: bytes) -> list[list[list[str]]]:
    """The words of every table: rows of cells."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(content).tables]


def words_of(content: bytes | None) -> str:
    """Everything that the file says: its paragraphs, then the cells of its tables."""
    file = opened(content or b"")
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def part(content: bytes, name: str = "word/document.xml") -> Any:
    """A part of the file as XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return etree.fromstring(parts.read(name))


def text_of(content: bytes, name: str = "word/document.xml") -> str:
    """All words of a part."""
    return "".join(node.text or "" for node in part(content, name).iter(f"{W}t"))


def style_fonts(content: bytes, style: str) -> tuple[str, float]:
    """The font of Chinese letters and the size in points that a paragraph of the style has."""
    found = next(
        each for each in part(content, "word/styles.xml").iter(f"{W}style") if each.get(f"{W}styleId") == style
    )
    fonts, size = found.find(f"{W}rPr/{W}rFonts"), found.find(f"{W}rPr/{W}sz")
    return fonts.get(f"{W}eastAsia"), int(size.get(f"{W}val")) / 2
